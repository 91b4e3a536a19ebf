'use strict';

// The table is whole in the page. What is not looked at is taken out of it, because a browser lays out a few hundred rows at once and
// ten thousand not; and put back for a search, for the button below, and for the printer.
(() => {
    const atFirst = 200;
    const atATime = 1000;
    const pause = 150; // milliseconds without a key, then it searches

    const table = document.getElementById('contacts');
    const body = table.tBodies[0];
    const more = document.getElementById('more');
    const search = document.getElementById('search');
    const choices = Array.from(document.getElementsByName('status'));
    const inOrder = Array.from(body.rows);
    const number = new Intl.NumberFormat('en-US');

    let rows = inOrder;
    let texts = null;
    let matching = rows;
    let shown = 0;
    let timer = 0;

    function show(count) {
        const part = document.createDocumentFragment();
        shown = Math.min(count, matching.length);
        for (const row of matching.slice(0, shown)) {
            part.append(row);
        }

        body.replaceChildren(part);
        more.parentElement.hidden = shown === matching.length;
        more.textContent = 'Show ' + number.format(Math.min(atATime, matching.length - shown)) + ' more';
        tell();
    }

    function tell() {
        const all = number.format(rows.length) + (rows.length === 1 ? ' contact' : ' contacts');
        const found = matching.length === rows.length ? all : number.format(matching.length) + ' of ' + all;
        document.getElementById('count').textContent =
            found + (shown < matching.length ? '; the first ' + number.format(shown) + ' are shown.' : '.');
    }

    // Cell by cell, so that nothing is found that runs over from one into the next.
    function textOf(row) {
        return Array.from(row.cells, cell => cell.textContent).join('\n').toLowerCase();
    }

    function apply() {
        clearTimeout(timer);
        const words = search.value.toLowerCase().split(/\s+/).filter(word => word !== '');
        const status = choices.find(choice => choice.checked).value;
        if (words.length > 0) {
            texts ??= new Map(inOrder.map(row => [row, textOf(row)]));
        }

        matching = rows.filter(row => (status === '' || row.className === status)
            && words.every(word => texts.get(row).includes(word)));
        show(atFirst);
    }

    // What has no value comes last, up or down.
    function sort(header) {
        const isDown = header.getAttribute('aria-sort') === 'ascending';
        const isNumber = header.classList.contains('num');
        const keys = new Map(inOrder.map(row => {
            const text = row.cells[header.cellIndex].textContent;
            const value = Number(text.replaceAll(',', ''));
            return [row, text === '' ? null : isNumber ? (Number.isNaN(value) ? Infinity : value) : text];
        }));
        for (const other of header.parentElement.cells) {
            other.removeAttribute('aria-sort');
        }

        header.setAttribute('aria-sort', isDown ? 'descending' : 'ascending');
        rows = inOrder.toSorted((first, second) => {
            const [a, b] = [keys.get(first), keys.get(second)];
            return a === null || b === null ? (a === null) - (b === null) : ((a > b) - (a < b)) * (isDown ? -1 : 1);
        });
        apply();
    }

    for (const header of table.tHead.rows[0].cells) {
        const button = document.createElement('button');
        header.dataset.name = header.textContent; // for the printer: buttons are left out of headers that are repeated on each page
        button.type = 'button';
        button.append(...header.childNodes);
        button.addEventListener('click', () => sort(header));
        header.append(button);
    }

    for (const button of document.querySelectorAll('button[data-search]')) {
        button.addEventListener('click', () => {
            search.value = button.dataset.search;
            choices[0].checked = true;
            apply();
            document.getElementById('all').scrollIntoView();
            search.focus();
        });
    }

    for (const choice of choices) {
        choice.addEventListener('change', apply);
    }

    search.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(apply, pause);
    });
    more.addEventListener('click', () => {
        show(shown + atATime);
        if (more.parentElement.hidden) {
            table.parentElement.focus(); // the button that had it is gone
        }
    });

    let before = 0;
    addEventListener('beforeprint', () => {
        before = shown;
        show(matching.length);
    });
    addEventListener('afterprint', () => show(before));

    for (const part of document.querySelectorAll('.scripted')) {
        part.hidden = false;
    }

    show(atFirst);
    body.classList.remove('unread');
})();
