using System.Management.Automation;
using Microsoft.PowerShell.Commands;

namespace ConnectTimers.Standins;

/// <summary>
/// Select-Object as far as <c>-First</c> (which stops the commands upstream), <c>-Property</c> with names and wildcards,
/// and <c>-ExpandProperty</c> with a name. Not covered: calculated properties (refused), -Last, -Skip, -Index, -Unique,
/// -ExcludeProperty, and -Property together with -ExpandProperty.
/// </summary>
[Cmdlet(VerbsCommon.Select, "Object", DefaultParameterSetName = ByProperty)]
public sealed class SelectObjectCommand : PSCmdlet
{
    private const string ByProperty = "DefaultParameter";
    private const string ByExpansion = "Expansion";

    private PSPropertyExpression[] _properties = [];
    private PSPropertyExpression? _expansion;
    private int? _left;

    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    // Objects, not strings: a script block or hashtable must be refused, and would silently become its text.
    [Parameter(Position = 0, ParameterSetName = ByProperty)]
    public object[] Property { get; set; } = [];

    [Parameter(Mandatory = true, ParameterSetName = ByExpansion)]
    [ValidateNotNullOrEmpty]
    public string ExpandProperty { get; set; } = string.Empty;

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int First { get; set; }

    protected override void BeginProcessing()
    {
        _properties = [.. Property.Select(NameOnly)];
        _expansion = ParameterSetName == ByExpansion ? new PSPropertyExpression(ExpandProperty) : null;
        _left = MyInvocation.BoundParameters.ContainsKey(nameof(First)) ? First : null;
    }

    protected override void ProcessRecord()
    {
        // With -First 0 the real one reads to the end and emits nothing.
        if (InputObject is null || _left == 0)
        {
            return;
        }

        Emit(InputObject);
        if (--_left == 0)
        {
            throw UpstreamStop.For(this);
        }
    }

    private void Emit(PSObject input)
    {
        if (_expansion is not null)
        {
            Expand(_expansion, input);
        }
        else if (_properties.Length == 0)
        {
            WriteSelected(input, input);
        }
        else
        {
            WriteSelected(Project(input), input);
        }
    }

    private PSObject Project(PSObject input)
    {
        var result = new PSObject();
        foreach (var property in _properties)
        {
            var found = property.ResolveNames(input).SelectMany(name => name.GetValues(input)).ToArray();
            foreach (var value in found)
            {
                Add(value.ResolvedExpression.ToString(), value.Result);
            }

            // A name that does not exist becomes an empty property; a wildcard that matches nothing, nothing.
            if (found.Length == 0 && !property.HasWildCardCharacters)
            {
                Add(property.ToString(), null);
            }
        }

        return result;

        void Add(string name, object? value)
        {
            if (result.Properties[name] is null)
            {
                result.Properties.Add(new PSNoteProperty(name, value));
                return;
            }

            WriteError(new ErrorRecord(
                new PSArgumentException($"The property cannot be processed because the property \"{name}\" already exists."),
                "AlreadyExistingUserSpecifiedPropertyNoExpand",
                ErrorCategory.InvalidOperation,
                input));
        }
    }

    private void Expand(PSPropertyExpression expansion, PSObject input)
    {
        var values = expansion.GetValues(input);
        if (values.Count == 0)
        {
            WriteError(new ErrorRecord(
                new PSArgumentException($"Property \"{ExpandProperty}\" cannot be found."),
                "ExpandPropertyNotFound",
                ErrorCategory.InvalidArgument,
                input));
            return;
        }

        var result = values[0].Result;
        foreach (var element in LanguagePrimitives.GetEnumerable(result) ?? new[] { result })
        {
            if (element is not null)
            {
                WriteSelected(PSObject.AsPSObject(element), input);
            }
        }
    }

    private void WriteSelected(PSObject selected, PSObject input)
    {
        // The real one marks property bags, and only those: formatting then no longer takes the source type's view.
        var mark = $"Selected.{input.BaseObject.GetType()}";
        if (selected.ImmediateBaseObject is PSCustomObject && !selected.TypeNames.Contains(mark))
        {
            selected.TypeNames.Insert(0, mark);
        }

        WriteObject(selected);
    }

    private PSPropertyExpression NameOnly(object property)
    {
        if (property is PSObject { BaseObject: var inner })
        {
            property = inner;
        }

        if (property is string name)
        {
            return new PSPropertyExpression(name);
        }

        ThrowTerminatingError(new ErrorRecord(
            new PSNotSupportedException($"This stand-in for Select-Object takes property names only, not a {property.GetType().Name}."),
            "StandinTakesNamesOnly",
            ErrorCategory.NotImplemented,
            property));
        throw new InvalidOperationException("ThrowTerminatingError returned.");
    }
}
