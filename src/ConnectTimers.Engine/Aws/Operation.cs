namespace ConnectTimers.Engine.Aws;

/// <summary>An operation of the service, with its own quota and texts for its failures.</summary>
internal sealed class Operation
{
    public static readonly Operation UpdateParticipantRoleConfig = new()
    {
        Name = nameof(UpdateParticipantRoleConfig),
        Unknown = "The service knows no such open chat.",
        WhenUnknown = "Check the contact, the instance and the Region; a chat that has ended cannot be set any more.",
        WhenInvalid = "Compare the timers and the ids with the administrator guide, 'Set up chat timeouts'.",
        WhenDenied = "Allow connect:UpdateParticipantRoleConfig on the instance and on instance/ID/contact/*, then run the contact again.",
        Again = "Run the contact again",
        Harmless = ": setting the same timers twice does no harm",
        Undone = "the timers were not set",
        Continue = "run it again; Set-ParticipantRoleConfig with -JournalPath and -Resume sends only what is left",
    };

    public static readonly Operation SearchContacts = new()
    {
        Name = nameof(SearchContacts),
        Unknown = "The service knows no such instance.",
        WhenUnknown = "Check the instance and the Region.",
        WhenInvalid = "Check the instance, the period, and the ids of queues and agents.",
        // Service Authorization Reference: SearchContacts is a read of the instance and depends on DescribeContact.
        WhenDenied = "Allow connect:SearchContacts and connect:DescribeContact on the instance, then search again.",
        Again = "Search again",
        Harmless = "",
        Undone = "nothing was searched",
        Continue = "search again",
        Returns = "a page of contacts",
    };

    public static readonly Operation DescribeContact = new()
    {
        Name = nameof(DescribeContact),
        Unknown = "The service knows no such contact.",
        WhenUnknown = "Check the contact, the instance and the Region.",
        WhenInvalid = "Check the contact and the instance.",
        WhenDenied = "Allow connect:DescribeContact on instance/ID/contact/*, then ask for the contact again.",
        Again = "Ask for the contact again",
        Harmless = "",
        Undone = "nothing was looked up",
        Continue = "ask for the contacts again",
        Returns = "a contact",
    };

    public static readonly Operation ListInstances = new()
    {
        Name = nameof(ListInstances),
        Unknown = "The service knows no instances.",
        WhenUnknown = "Check the Region.",
        WhenInvalid = "Use the id or the ARN of the instance.",
        WhenDenied = "Allow connect:ListInstances, or use the id or the ARN of the instance.",
        Again = "Run it again",
        Harmless = "",
        Undone = "nothing was looked up",
        Continue = "run it again",
        Returns = "a page of instances",
    };

    /// <summary>The service's name.</summary>
    public string Service { get; init; } = "Amazon Connect";

    /// <summary>Its name in the API.</summary>
    public required string Name { get; init; }

    /// <summary>What ResourceNotFoundException means.</summary>
    public required string Unknown { get; init; }

    /// <summary>What to do then.</summary>
    public required string WhenUnknown { get; init; }

    /// <summary>What to do when the request is invalid.</summary>
    public required string WhenInvalid { get; init; }

    /// <summary>What to do when access is denied.</summary>
    public required string WhenDenied { get; init; }

    /// <summary>The instruction to retry.</summary>
    public required string Again { get; init; }

    /// <summary>Why a retry does no harm; follows <see cref="Again"/>.</summary>
    public required string Harmless { get; init; }

    /// <summary>The effect that did not happen, for responses from something other than the service.</summary>
    public required string Undone { get; init; }

    /// <summary>How to continue after -MaxStallMinutes.</summary>
    public required string Continue { get; init; }

    /// <summary>What a successful response has, for responses from something other than the service.</summary>
    public string Returns { get; init; } = "an empty body";
}
