using System.Collections;
using System.Management.Automation;
using ConnectTimers.Parsing;

namespace ConnectTimers.PowerShell.Input;

/// <summary>The answer of SearchContacts as a whole, as an SDK or the AWS CLI's JSON has it: a list of contacts and what goes with it.</summary>
internal static class SearchContactsOutput
{
    /// <summary>Its contacts; null when an object is something else.</summary>
    public static IEnumerable? ContactsOf(object input)
    {
        var answer = PSObject.AsPSObject(input);
        if (answer.BaseObject is string or IDictionary || answer.Properties["Contacts"] is not { } contacts || answer.Properties.Any(p => Columns.Find(p.Name) is not null))
        {
            return null;
        }

        var value = Row.ValueOf(contacts);
        return (value is PSObject wrapped ? wrapped.BaseObject : value) as IEnumerable;
    }
}
