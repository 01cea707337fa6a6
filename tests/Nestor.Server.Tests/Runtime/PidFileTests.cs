using Nestor.Server.Runtime;

namespace Nestor.Server.Tests.Runtime;

public sealed class PidFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-pid").FullName;

    private string File(string name = "a.kea-dhcp4.pid") => Path.Combine(_folder, name);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_holds_our_process_id_and_goes_away_at_the_end()
    {
        using (var pid = PidFile.TryTake(File("new/folder/x.pid"), out string error))
        {
            Assert.True(pid is not null, error);
            Assert.Equal(Environment.ProcessId, PidFile.ReadPid(File("new/folder/x.pid")));
        }

        Assert.False(System.IO.File.Exists(File("new/folder/x.pid")));
    }

    [Fact]
    public void A_held_file_is_refused_with_the_holders_name()
    {
        using var first = PidFile.TryTake(File(), out _);
        Assert.Null(PidFile.TryTake(File(), out string error));
        Assert.StartsWith($"{File()}: held by process {Environment.ProcessId} (", error, StringComparison.Ordinal);
        Assert.Equal(Environment.ProcessId, PidFile.ReadPid(File()));
    }

    [Theory]
    [InlineData("999999999\n")]
    [InlineData("1\n")]
    [InlineData("not a number")]
    [InlineData("")]
    public void A_file_left_behind_is_no_obstacle(string content)
    {
        System.IO.File.WriteAllText(File(), content);
        using var pid = PidFile.TryTake(File(), out string error);
        Assert.True(pid is not null, error);
        Assert.Equal(Environment.ProcessId, PidFile.ReadPid(File()));
    }

    [Fact]
    public void Of_many_that_start_at_once_exactly_one_wins_again_and_again()
    {
        for (int round = 0; round < 20; round++)
        {
            using var start = new Barrier(20);
            var taken = new PidFile?[20];
            var threads = Enumerable.Range(0, 20).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                taken[i] = PidFile.TryTake(File(), out _);
            })).ToList();
            threads.ForEach(t => t.Start());
            threads.ForEach(t => t.Join());
            Assert.Single(taken, t => t is not null);
            Array.Find(taken, t => t is not null)!.Dispose();
        }
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said()
    {
        System.IO.File.WriteAllText(File("plain"), "");
        Assert.Null(PidFile.TryTake(File("plain/x.pid"), out string error));
        Assert.StartsWith(File("plain/x.pid") + ": ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/kea/kea-dhcp4.conf", "kea-dhcp4.kea-dhcp4.pid")]
    [InlineData("site.a.json", "site.a.kea-dhcp4.pid")]
    public void Its_name_is_made_of_configuration_and_program(string configuration, string name) =>
        Assert.Equal(name, Path.GetFileName(PidFile.PathFor(configuration, "kea-dhcp4")));
}
