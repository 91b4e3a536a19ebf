using ConnectTimers.Engine.Journal;
using ConnectTimers.Tests.Support;

namespace ConnectTimers.Engine.Tests.Journal;

public sealed class FileIdentityTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity");

    private string Original => At("run.jsonl");

    public FileIdentityTests() => File.WriteAllText(Original, "a line\n");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_copy_that_kept_its_times_is_another_file()
    {
        var copy = Copy();

        Assert.False(FileIdentity.IsSame(Original, copy));
    }

    [Fact]
    public void Where_files_have_no_ids_such_a_copy_counts_as_the_same_file()
    {
        var copy = Copy();
        File.WriteAllText(At("other"), "longer than a line\n");

        Assert.True(FileIdentity.LooksSame(new FileInfo(Original), new FileInfo(copy)));
        Assert.False(FileIdentity.LooksSame(new FileInfo(Original), new FileInfo(At("other"))));
    }

    [Fact]
    public void Links_of_both_kinds_and_through_folders_lead_to_the_same_file()
    {
        var (hard, symbolic, folder) = (At("hard"), At("symbolic"), At("folder"));
        HardLink.Create(Original, hard);
        File.CreateSymbolicLink(symbolic, hard);
        Directory.CreateSymbolicLink(folder, _folder.FullName);

        Assert.All([Original, hard, symbolic, Path.Combine(folder, "symbolic")], path => Assert.True(FileIdentity.IsSame(Original, path), path));
    }

    [Fact]
    public void What_does_not_exist_is_no_file()
    {
        File.CreateSymbolicLink(At("dangling"), At("gone"));

        Assert.False(FileIdentity.IsSame(At("gone"), At("gone")));
        Assert.False(FileIdentity.IsSame(Original, At("dangling")));
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);

    private string Copy()
    {
        var copy = At("copy.jsonl");
        File.Copy(Original, copy);
        var time = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        foreach (var path in new[] { Original, copy })
        {
            File.SetCreationTimeUtc(path, time);
            File.SetLastWriteTimeUtc(path, time);
        }

        return copy;
    }
}
