using System.Text.Json;
using ConnectTimers.Engine.Execution;
using ConnectTimers.Engine.Journal;
using ConnectTimers.Tests.Support;
using static ConnectTimers.Engine.Tests.Journal.JournalFolder;

namespace ConnectTimers.Engine.Tests.Journal;

public sealed class RunJournalTests : IDisposable
{
    private readonly JournalFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_line_of_an_accepted_config()
    {
        _folder.Write(Accepted(Config("c-1", 5, 10, 0)));

        Assert.Equal("""{"Time":"2026-03-01T12:00:00.007Z","Status":"Accepted","Endpoint":"https://connect.eu-west-2.amazonaws.com","Region":"eu-west-2","InstanceId":"i-1","ContactId":"c-1","CustomerIdle":5,"CustomerDisconnect":10,"AgentIdle":"Unset","InForce":"Unknown","Attempts":1,"SentAt":"2026-03-01T11:59:59.920Z","LatencyMs":87,"RequestId":"r-1"}""" + "\n", _folder.Text);
    }

    [Fact]
    public void The_lines_of_failed_and_cancelled_configs_have_the_reason()
    {
        using (var journal = _folder.Open())
        {
            var nowhere = new ParticipantRoleConfig(new ChatContact("i-1", "c-2"), Config("c-2", 5).GetTimers());
            journal.Write(Failed(Config("c-1", null, null, null, 480), attempts: 3), Endpoint, []);
            journal.Write(new ParticipantRoleOutcome(nowhere, OutcomeStatus.Failed, RunProblems.NoRegion()), null, []);
            journal.Write(Cancelled(Config("c-3", 5), attempts: 0), Endpoint, []);
        }

        Assert.Equal("""
            {"Time":"2026-03-01T12:00:00.007Z","Status":"Failed","Endpoint":"https://connect.eu-west-2.amazonaws.com","Region":"eu-west-2","InstanceId":"i-1","ContactId":"c-1","AgentDisconnect":480,"ErrorId":"InternalServiceException","Reason":"It broke.","RecommendedAction":"Run it again.","Attempts":3}
            {"Time":"2026-03-01T12:00:00.007Z","Status":"Failed","InstanceId":"i-1","ContactId":"c-2","CustomerIdle":5,"ErrorId":"NoRegion","Reason":"No Region found: there is no -Region, no ARN that names one, and none in the environment, the profile or the EC2 instance.","RecommendedAction":"Use -Region or an ARN, or set AWS_REGION; nothing was sent.","Attempts":0}
            {"Time":"2026-03-01T12:00:00.007Z","Status":"Cancelled","Endpoint":"https://connect.eu-west-2.amazonaws.com","Region":"eu-west-2","InstanceId":"i-1","ContactId":"c-3","CustomerIdle":5,"ErrorId":"NotSent","Reason":"The run ended before this contact's turn; nothing was sent.","RecommendedAction":"Run it again; Set-ParticipantRoleConfig with -JournalPath and -Resume sends only what is left.","Attempts":0}

            """.ReplaceLineEndings("\n"), _folder.Text);
    }

    [Fact]
    public void Every_property_of_an_outcome_is_a_member_between_the_time_and_the_additional_columns()
    {
        var config = new ParticipantRoleConfig(new ChatContact("i-1", "c-1", "eu-west-2", "111122223333"), Config("c-1", 5, 10, 0, 8).GetTimers());
        var outcome = new ParticipantRoleOutcome(config, OutcomeStatus.Failed, RunProblems.StoppedInFlight())
        {
            Attempts = 1,
            SentAt = _folder.Clock.GetUtcNow().UtcDateTime,
            LatencyMs = 1,
            RequestId = "r",
            InForce = InForceStatus.No,
            LeadSeconds = -3,
            InputPosition = "row 7",
        };
        using (var journal = _folder.Open())
        {
            journal.Describe(new JournalRun("run"));
            journal.Write(outcome, Endpoint, [new("Team", "Billing")]);
        }

        var names = JsonDocument.Parse(_folder.Text.Split('\n')[1]).RootElement.EnumerateObject().Select(m => m.Name).ToList();
        Assert.Equal("run", outcome.RunId);
        Assert.Equal(["Time", "Status", "RunId", "Endpoint", "Region", "InstanceId", "ContactId", "Account", "CustomerIdle", "CustomerDisconnect", "AgentIdle", "AgentDisconnect", "InForce", "LeadSeconds", "ErrorId", "Reason", "RecommendedAction", "Attempts", "SentAt", "LatencyMs", "RequestId", "InputPosition", "Team"], names);
        Assert.Equal(typeof(ParticipantRoleOutcome).GetProperties().Select(p => p.Name).Where(n => n is not ("Problems" or "UnsetTimers")).Order(), names.Except(["Time", "Endpoint", "Team"]).Order());
    }

    [Fact]
    public void Several_problems_are_all_in_the_line()
    {
        using (var journal = _folder.Open())
        {
            journal.Write(ParticipantRoleOutcome.Invalid(null, "c-1", null,
                [.. Enumerable.Range(1, 30).Select(i => new Problem($"P{i}", ProblemCategory.InvalidData, $"Problem {i}.", "Fix it."))]), null, []);
        }

        Assert.Contains("\"ErrorId\":\"P1\",\"Reason\":\"Problem 1.\",\"Problems\":[\"Problem 1.\",\"Problem 2.\",", _folder.Text, StringComparison.Ordinal);
        Assert.Contains("\"Problem 20.\"],\"RecommendedAction\"", _folder.Text, StringComparison.Ordinal);
        _folder.Open(resume: true).Dispose();
    }

    [Fact]
    public void Additional_columns_come_last_without_null_values_and_are_shortened_between_characters()
    {
        using (var journal = _folder.Open())
        {
            journal.Write(Accepted(Config("c-1", 5)), Endpoint,
                [new("Team", "Zürich \"A\"\r\n"), new("None", null), new("Empty", ""), new("Long", new string('x', 1001)), new("Pair", new string('x', 999) + "😀"), new("Just", new string('x', 998) + "😀")]);
        }

        Assert.Contains("""
            "Team":"Zürich \"A\"\r\n","Empty":"",
            """, _folder.Text, StringComparison.Ordinal);
        var members = Members();
        Assert.Equal(["Team", "Empty", "Long", "Pair", "Just"], members.Keys.SkipWhile(n => n != "Team"));
        Assert.Equal(new string('x', 1000), members["Long"]);
        Assert.Equal(new string('x', 999), members["Pair"]);
        Assert.Equal(new string('x', 998) + "😀", members["Just"]);
    }

    [Fact]
    public void With_any_number_of_additional_columns_the_line_can_be_read_again()
    {
        var notes = Enumerable.Range(0, 400).Select(i => KeyValuePair.Create($"Column{i}", (string?)new string('\u0001', 1000))).ToList();
        using (var journal = _folder.Open())
        {
            journal.Write(Accepted(Config("c-1", 5)), Endpoint, notes);
        }

        Assert.InRange(_folder.Bytes.Length, 900_000, (1 << 20) + 1);
        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
    }

    [Theory]
    [InlineData("a\"b\\c/d")]
    [InlineData("<b>'&+`")]
    [InlineData("line\u2028and\u2029paragraph")]
    [InlineData("größe 日本 😀")]
    [InlineData("turned\u202Earound")]
    [InlineData("no\u00A0break")]
    public void Ids_are_read_back_unchanged_and_never_break_a_line(string id)
    {
        _folder.Write(Accepted(Config(id, 5)), Accepted(Config(id + "2", 5)));

        Assert.Equal(2, _folder.Text.Count(c => c == '\n'));
        Assert.DoesNotContain(_folder.Text, c => c is '\u2028' or '\u2029' || (char.IsControl(c) && c != '\n'));
        Assert.True(_folder.WasAccepted(Config(id, 5)));
        Assert.True(_folder.WasAccepted(Config(id + "2", 5)));
        Assert.False(_folder.WasAccepted(Config(id + "3", 5)));
    }

    [Fact]
    public void Letters_of_every_language_are_not_escaped()
    {
        _folder.Write(Accepted(Config("größe 日本 'x'", 5)));

        Assert.Contains("\"ContactId\":\"größe 日本 'x'\"", _folder.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_program_can_read_a_line_when_Write_returns()
    {
        using var journal = _folder.Open();
        using var reader = new StreamReader(new FileStream(_folder.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        foreach (var contact in new[] { "c-1", "c-2" })
        {
            journal.Write(Accepted(Config(contact, 5)), Endpoint, []);

            Assert.Contains($"\"ContactId\":\"{contact}\"", reader.ReadToEnd(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_line_is_one_write()
    {
        using var file = new CountedFile(_folder.Path);
        using var journal = RunJournal.Open(_folder.Path, false, _folder.Clock, _ => file);
        journal.Write(Accepted(Config("c-1", 5)), Endpoint, [new("Team", "Billing")]);
        journal.Write(Accepted(Config("c-2", 5)), Endpoint, []);

        Assert.Equal(2, file.Writes);
    }

    [Fact]
    public void A_second_run_is_rejected_until_the_first_has_ended()
    {
        var first = _folder.Open();
        foreach (var resume in new[] { false, true })
        {
            var problem = Problem(() => _folder.Open(resume));
            Assert.Equal(("JournalInUse", ProblemCategory.ResourceBusy), (problem.ErrorId, problem.Category));
            Assert.Contains($"'{_folder.Path}'", problem.Message, StringComparison.Ordinal);
            Assert.Contains("-JournalPath", problem.RecommendedAction, StringComparison.Ordinal);
        }

        first.Write(Accepted(Config("c-1", 5)), Endpoint, []);
        first.Dispose();
        _folder.Write(Accepted(Config("c-2", 5)));

        Assert.Equal(2, _folder.Text.Count(c => c == '\n'));
    }

    [Fact]
    public void A_run_leaves_no_lock_file_where_the_journal_itself_can_be_locked()
    {
        _folder.Write(Accepted(Config("c-1", 5)));

        Assert.Equal(OperatingSystem.IsMacOS() ? 2 : 1, Directory.GetFiles(_folder.Folder).Length);
    }

    [Fact]
    public void The_lock_file_is_beside_the_file_that_a_link_leads_to()
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        var link = Path.Combine(_folder.Folder, "link.jsonl");
        File.CreateSymbolicLink(link, _folder.Path);
        var held = JournalLock.TakeFile(_folder.Path);

        Assert.Equal("JournalInUse", Problem(() => JournalLock.TakeFile(link)).ErrorId);
        held.Dispose();
        JournalLock.TakeFile(link).Dispose();
    }

    [Theory]
    [InlineData("symbolic link")]
    [InlineData("hard link")]
    [InlineData("linked folder")]
    [InlineData("relative path")]
    public void A_second_run_is_rejected_whatever_the_journal_is_called(string kind)
    {
        using var first = _folder.Open();
        first.Write(Accepted(Config("c-1", 5)), Endpoint, []);
        var other = Path.Combine(_folder.Folder, "other");
        switch (kind)
        {
            case "symbolic link":
                File.CreateSymbolicLink(other, "run.jsonl");
                break;
            case "hard link" when OperatingSystem.IsMacOS():
                return; // the lock file does not know it
            case "hard link":
                HardLink.Create(_folder.Path, other);
                break;
            case "linked folder":
                Directory.CreateSymbolicLink(other, _folder.Folder);
                other = Path.Combine(other, "run.jsonl");
                break;
            default:
                other = Path.GetRelativePath(Environment.CurrentDirectory, _folder.Path);
                break;
        }

        Assert.Equal("JournalInUse", Problem(() => RunJournal.Open(other, true, _folder.Clock)).ErrorId);
    }

    [Fact]
    public void Reading_the_journal_in_the_same_process_does_not_release_it()
    {
        using var first = _folder.Open();
        first.Write(Accepted(Config("c-1", 5)), Endpoint, []);
        using (var reader = new FileStream(_folder.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite))
        {
            reader.ReadByte();
        }

        Assert.Equal("JournalInUse", Problem(() => _folder.Open()).ErrorId);
    }

    [Fact]
    public void Lines_of_another_writer_are_never_overwritten()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // Windows keeps other writers out
        }

        using var journal = _folder.Open();
        journal.Write(Accepted(Config("c-1", 5)), Endpoint, []);
        File.AppendAllText(_folder.Path, "half a li");
        Assert.Equal("JournalChanged", Problem(() => journal.Write(Accepted(Config("c-2", 5)), Endpoint, [])).ErrorId);
        journal.Write(Accepted(Config("c-3", 5)), Endpoint, []);

        var lines = _folder.Text.Split('\n');
        Assert.Equal(5, lines.Length);
        Assert.Equal("half a li", lines[1]);
        Assert.All([(0, "c-1"), (2, "c-2"), (3, "c-3")], l => Assert.Contains($"\"ContactId\":\"{l.Item2}\"", lines[l.Item1], StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("truncate", "was truncated by another program")]
    [InlineData("append", "was appended to by another program")]
    [InlineData("remove", "was removed")]
    [InlineData("replace by a copy", "was replaced by another file")]
    [InlineData("replace by another", "was replaced by another file")]
    [InlineData("move the folder", "was removed, or its folder was")]
    public void A_change_of_the_file_by_somebody_else_is_noticed_with_the_next_line(string change, string said)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // it does not let anybody do that
        }

        using var journal = _folder.Open();
        journal.Write(Accepted(Config("c-1", 5)), Endpoint, []);
        journal.Write(Accepted(Config("c-2", 5)), Endpoint, []);
        var bytes = _folder.Bytes;
        switch (change)
        {
            case "truncate":
                _folder.Bytes = bytes[..(bytes.Length / 2)];
                break;
            case "append":
                File.AppendAllText(_folder.Path, "x\n");
                break;
            case "remove":
                File.Delete(_folder.Path);
                break;
            case "replace by a copy":
                File.Copy(_folder.Path, _folder.Path + "2");
                File.Move(_folder.Path + "2", _folder.Path, overwrite: true);
                break;
            case "replace by another":
                File.Delete(_folder.Path);
                _folder.Bytes = new byte[5000];
                break;
            default:
                Directory.Move(_folder.Folder, _folder.Folder + "-moved");
                break;
        }

        var problem = Problem(() => journal.Write(Accepted(Config("c-3", 5)), Endpoint, []));

        if (change == "move the folder")
        {
            Directory.Move(_folder.Folder + "-moved", _folder.Folder);
        }

        Assert.Equal(("JournalChanged", ProblemCategory.WriteError), (problem.ErrorId, problem.Category));
        Assert.Contains($"'{_folder.Path}' {said}", problem.Message, StringComparison.Ordinal);
        Assert.Contains("up to then, 3,", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_of_a_run_precedes_its_first_line_and_is_repeated_when_more_is_known()
    {
        var run = new JournalRun("r-1") { Command = "Set-ParticipantRoleConfig", Host = "night-desk", User = "ops", Source = "/data/chats.csv" };
        using (var journal = _folder.Open())
        {
            journal.Describe(run);
            Assert.Equal("", _folder.Text);
            journal.Write(Accepted(Config("c-1", 5)), Endpoint, []);
            journal.Describe(run with { });
            journal.Write(Accepted(Config("c-2", 5)), Endpoint, []);
            journal.Describe(run with { Credentials = "profile 'ops' (-ProfileName)", Principal = "arn:aws:iam::111122223333:user/ops", AccessKeyId = "AKIDEXAMPLE", Account = "111122223333" });
            journal.Write(Accepted(Config("c-3", 5)), Endpoint, []);
        }

        var lines = _folder.Text.Split('\n');
        Assert.Equal(6, lines.Length);
        Assert.Equal($$"""{"Time":"2026-03-01T12:00:00.007Z","Event":"RunStarted","JournalVersion":2,"RunId":"r-1","Command":"Set-ParticipantRoleConfig","ModuleVersion":"{{JournalRun.ModuleVersion}}","Host":"night-desk","User":"ops","Source":"/data/chats.csv"}""", lines[0]);
        Assert.StartsWith("""{"Time":"2026-03-01T12:00:00.007Z","Status":"Accepted","RunId":"r-1","Endpoint":"https""", lines[1], StringComparison.Ordinal);
        Assert.Contains("c-2", lines[2], StringComparison.Ordinal);
        Assert.Contains("""User":"ops","Credentials":"profile 'ops' (-ProfileName)","Principal":"arn:aws:iam::111122223333:user/ops","AccessKeyId":"AKIDEXAMPLE","Account":"111122223333","Source":"/data/chats.csv"}""", lines[3], StringComparison.Ordinal);
        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
    }

    [Theory]
    [InlineData(true, true)] // -Resume: the contact is known
    [InlineData(false, true)] // the journal has lines that were not read
    public void Before_a_request_that_may_change_accepted_timers_there_is_a_line(bool resume, bool isExpected)
    {
        _folder.Write(Accepted(Config("c-1", 5)));
        using (var journal = _folder.Open(resume))
        {
            journal.WriteSending(Config("c-1", 10), Endpoint);
        }

        Assert.Equal(isExpected, _folder.Text.Contains("""Event":"Sending",""", StringComparison.Ordinal));
        Assert.False(_folder.WasAccepted(Config("c-1", 5)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void In_a_new_journal_there_is_one_only_for_a_contact_that_comes_again(bool resume)
    {
        using (var journal = _folder.Open(resume))
        {
            journal.WriteSending(Config("c-1", 5), Endpoint);
            journal.Write(Accepted(Config("c-1", 5)), Endpoint, []);
            journal.WriteSending(Config("c-2", 5), Endpoint);
            journal.WriteSending(Config("c-1", 6), Endpoint);
        }

        Assert.Equal(2, _folder.Text.Count(c => c == '\n'));
        Assert.False(_folder.WasAccepted(Config("c-1", 5)));
    }

    [Fact]
    public void A_run_that_could_not_start_keeps_no_lock()
    {
        _folder.Bytes = "ContactId\n"u8.ToArray();
        Problem(() => _folder.Open());
        File.Delete(_folder.Path);

        _folder.Open().Dispose();
    }

    [Fact]
    public void A_missing_folder_is_named_and_not_created()
    {
        var folder = Path.Combine(_folder.Folder, "missing");
        var problem = Problem(() => RunJournal.Open(Path.Combine(folder, "run.jsonl"), false, _folder.Clock));

        Assert.Equal(("JournalNotWritable", ProblemCategory.WriteError), (problem.ErrorId, problem.Category));
        Assert.Contains($"The folder '{folder}' does not exist.", problem.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public void A_folder_is_rejected_without_a_lock_file_beside_it()
    {
        Directory.CreateDirectory(_folder.Path);
        var problem = Problem(() => _folder.Open());

        Assert.Equal("JournalNotWritable", problem.ErrorId);
        Assert.Contains("It is a folder.", problem.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.Path + ".lock"));
    }

    [Fact]
    public void An_error_of_the_operating_system_is_not_reported_as_another_run()
    {
        var problem = Problem(() => RunJournal.Open(Path.Combine(_folder.Folder, new string('x', 300)), false, _folder.Clock));

        Assert.Equal("JournalNotWritable", problem.ErrorId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void An_invalid_path_is_reported(string path) =>
        Assert.Equal("JournalNotWritable", Problem(() => RunJournal.Open(path, false, _folder.Clock)).ErrorId);

    [Fact]
    public void A_read_only_file_is_reported()
    {
        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            return; // root can write to any file
        }

        _folder.Write(Accepted(Config("c-1", 5)));
        File.SetAttributes(_folder.Path, FileAttributes.ReadOnly);
        var problem = Problem(() => _folder.Open());
        File.SetAttributes(_folder.Path, FileAttributes.Normal);

        Assert.Equal("JournalNotWritable", problem.ErrorId);
        Assert.Contains($"'{_folder.Path}'", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_partial_write_nothing_more_is_written_and_the_next_run_repairs_the_file()
    {
        using (var file = new CountedFile(_folder.Path) { Room = 1 })
        using (var journal = RunJournal.Open(_folder.Path, true, _folder.Clock, _ => file))
        {
            journal.Write(Accepted(Config("c-1", 5)), Endpoint, []);
            var first = Problem(() => journal.Write(Accepted(Config("c-2", 5)), Endpoint, []));
            var length = file.Length;
            file.Room = 100;
            var second = Problem(() => journal.Write(Accepted(Config("c-3", 5)), Endpoint, []));

            Assert.Equal("JournalNotWritable", first.ErrorId);
            Assert.Contains("No space left on device", first.Message, StringComparison.Ordinal);
            Assert.Same(first, second);
            Assert.Equal(length, file.Length);
            Assert.False(journal.WasAccepted(Config("c-2", 5), Endpoint));
        }

        Assert.False(_folder.Text.EndsWith('\n'));
        Assert.True(_folder.WasAccepted(Config("c-1", 5)));
        Assert.False(_folder.WasAccepted(Config("c-2", 5)));
        Assert.Equal("c-1", Members()["ContactId"]);
    }

    private Dictionary<string, string> Members() => JsonDocument.Parse(_folder.Text).RootElement.EnumerateObject().ToDictionary(m => m.Name, m => m.Value.ToString());

    private static Problem Problem(Action act) => Assert.Throws<RunFaultException>(act).Problem;

    /// <summary>A file on a disk that becomes full after a number of writes.</summary>
    private sealed class CountedFile(string path) : FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, 0)
    {
        public int Room { get; set; } = int.MaxValue;

        public int Writes { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            Writes++;
            if (Room-- > 0)
            {
                base.Write(buffer);
                return;
            }

            base.Write(buffer[..(buffer.Length / 2)]);
            throw new IOException("No space left on device");
        }
    }
}
