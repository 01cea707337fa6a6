using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>A server whose configuration has something wrong in it: what it does depends on <c>on-error</c>.</summary>
public sealed class NeverDarkTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_wrong_entry_is_left_out_and_told_in_log_and_status(int family)
    {
        using Daemon daemon = new(family);
        string entry = family == 4 ? "\"reservations\": [ { \"hw-address\": \"zz\" } ]," : "\"reservations\": [ { \"duid\": \"zz\" } ],";
        daemon.Configure("\"on-error\": \"quarantine\", " + entry + $"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }},");
        RunningProgram program = daemon.Serve();
        program.WaitFor("this entry of \"reservations\" is left out", 10);
        Assert.NotNull(daemon.Lease(1));
        JsonElement left = Assert.Single(ControlClient.Ask(daemon.In("s"), "status-get").GetProperty("arguments").GetProperty("quarantined").EnumerateArray().ToArray());
        Assert.Equal("reservations", left.GetProperty("list").GetString());
        Assert.StartsWith(daemon.Config + ":", left.GetProperty("place").GetString(), StringComparison.Ordinal);
        Assert.Contains("zz", left.GetProperty("reason").GetString(), StringComparison.Ordinal);
        program.Stop();
    }

    [Theory]
    [InlineData(4, "quarantine")]
    [InlineData(6, "quarantine")]
    [InlineData(4, "last-known-good")]
    public void A_start_with_a_file_that_cannot_be_used_takes_the_configuration_that_was_taken_last(int family, string mode)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"on-error\": \"{mode}\", \"valid-lifetime\": 1111,");
        daemon.Serve().Stop();
        daemon.Configure($"\"on-error\": \"{mode}\", \"valid-lifetime\": 2222,");
        RunningProgram second = daemon.Serve();
        File.WriteAllText(daemon.Config, "{ broken");
        RunningProgram third = Again(daemon, second);
        third.WaitFor("NESTOR_CONFIG_LAST_GOOD_USED", 10);
        Assert.Equal(2222u, daemon.Offer(1).Lifetime);

        // A file that is gone is no better than a broken one, and one that is mended is taken again.
        File.Delete(daemon.Config);
        RunningProgram fourth = Again(daemon, third);
        Assert.Equal(2222u, daemon.Offer(1).Lifetime);
        daemon.Configure($"\"on-error\": \"{mode}\", \"valid-lifetime\": 3333,");
        Again(daemon, fourth);
        Assert.Equal(3333u, daemon.Offer(1).Lifetime);
    }

    [Fact]
    public void Without_on_error_nothing_is_kept_and_a_broken_file_ends_the_start()
    {
        using Daemon daemon = new();
        RunningProgram program = daemon.Serve();
        program.Stop();
        Assert.Empty(Directory.EnumerateFiles(daemon.Folder, "*last-good*"));
        File.WriteAllText(daemon.Config, "{ broken");
        Assert.Equal(1, daemon.Run("-c", daemon.Config).End());
    }

    private static RunningProgram Again(Daemon daemon, RunningProgram running)
    {
        running.Stop();
        return daemon.Serve();
    }
}
