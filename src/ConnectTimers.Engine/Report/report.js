'use strict';

// The page contains the whole table. Rows that are not shown are removed, because a browser lays out a few hundred rows at once but not ten thousand; they
// return for a search, for the button below the table, and for printing.
(() => {
    const firstCount = 200;
    const moreCount = 1000;
    const pause = 150; // milliseconds after the last key before it searches

    const table = document.getElementById('contacts');
    const body = table.tBodies[0];
    const more = document.getElementById('more');
    const search = document.getElementById('search');
    const choices = Array.from(document.getElementsByName('status'));
    const allRows = Array.from(body.rows);
    const number = new Intl.NumberFormat('en-US');

    let rows = allRows;
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
        more.textContent = 'Show ' + number.format(Math.min(moreCount, matching.length - shown)) + ' more';
        updateCount();
    }

    function updateCount() {
        const all = number.format(rows.length) + (rows.length === 1 ? ' contact' : ' contacts');
        const found = matching.length === rows.length ? all : number.format(matching.length) + ' of ' + all;
        document.getElementById('count').textContent =
            found + (shown < matching.length ? '; showing the first ' + number.format(shown) + '.' : '.');
    }

    // Cells are separated, so that a search does not match across two of them.
    function textOf(row) {
        return Array.from(row.cells, cell => cell.textContent).join('\n').toLowerCase();
    }

    function apply() {
        clearTimeout(timer);
        const terms = search.value.toLowerCase().split(/\s+/).filter(term => term !== '');
        const status = choices.find(choice => choice.checked).value;
        if (terms.length > 0) {
            texts ??= new Map(allRows.map(row => [row, textOf(row)]));
        }

        matching = rows.filter(row => (status === '' || row.className === status)
            && terms.every(term => texts.get(row).includes(term)));
        show(firstCount);
    }

    // Rows without a value come last in both directions.
    function sort(header) {
        const isDescending = header.getAttribute('aria-sort') === 'ascending';
        const isNumber = header.classList.contains('num');
        const keys = new Map(allRows.map(row => {
            const text = row.cells[header.cellIndex].textContent;
            const value = Number(text.replaceAll(',', ''));
            return [row, text === '' ? null : isNumber ? (Number.isNaN(value) ? Infinity : value) : text];
        }));
        for (const other of header.parentElement.cells) {
            other.removeAttribute('aria-sort');
        }

        header.setAttribute('aria-sort', isDescending ? 'descending' : 'ascending');
        rows = allRows.toSorted((first, second) => {
            const [a, b] = [keys.get(first), keys.get(second)];
            return a === null || b === null ? (a === null) - (b === null) : ((a > b) - (a < b)) * (isDescending ? -1 : 1);
        });
        apply();
    }

    for (const header of table.tHead.rows[0].cells) {
        const button = document.createElement('button');
        header.dataset.name = header.textContent; // for printing: buttons are left out of headers repeated on each page
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
        show(shown + moreCount);
        if (more.parentElement.hidden) {
            table.parentElement.focus(); // the focused button is hidden now
        }
    });

    let shownBefore = 0;
    addEventListener('beforeprint', () => {
        shownBefore = shown;
        show(matching.length);
    });
    addEventListener('afterprint', () => show(shownBefore));

    for (const part of document.querySelectorAll('.scripted')) {
        part.hidden = false;
    }

    show(firstCount);
    body.classList.remove('unread');
})();
