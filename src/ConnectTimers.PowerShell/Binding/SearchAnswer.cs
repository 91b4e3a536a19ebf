using System.Collections;
using System.Management.Automation;
using ConnectTimers.Recognition;

namespace ConnectTimers.PowerShell.Binding;

/// <summary>The answer of SearchContacts as a whole, as an SDK or the AWS CLI's JSON has it: a list of contacts and what goes with it.</summary>
internal static class SearchAnswer
{
    /// <summary>Its contacts; null when an object is something else.</summary>
    public static IEnumerable? ContactsOf(object input)
    {
        var answer = PSObject.AsPSObject(input);
        return answer.BaseObject is not (string or IDictionary) && answer.Properties["Contacts"] is { } contacts && !answer.Properties.Any(p => Columns.Recognise(p.Name) is not null)
            ? (Row.ValueOf(contacts) is PSObject wrapped ? wrapped.BaseObject : Row.ValueOf(contacts)) as IEnumerable
            : null;
    }
}
