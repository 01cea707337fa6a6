using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>The lease file of a running server, and kea-lfc.</summary>
public sealed class LeaseFileTests
{
    private const string Header =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id";

    private const string Full = "127.1.0.20,02:00:00:00:00:20,01:aa:bb,4000000000,5500000000,1,1,1,host&#x2c.example,0,{ \"a\": 1 },5";

    [Fact]
    public void A_file_of_Kea_2_2_is_read_and_rewritten_and_a_bad_row_costs_only_itself()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.LeaseFile, """
            address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context
            127.1.0.10,02:00:00:00:00:01,,4000000000,5500000000,1,0,0,one,0,
            127.1.0.11,not a hardware address,,4000000000,5500000000,1,0,0,,0,
            127.1.0.12,02:00:00:00:00:02,,4000000000,5500000000,1,0,0,two,0,

            """);
        RunningProgram program = daemon.Serve("-d");
        Assert.Matches(@"ERROR \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_MEMFILE_LEASE_LOAD_ROW_ERROR .*:3: .*hwaddr", program.Text);
        foreach (string line in (string[])
        [
            "INFO  DHCPSRV_MEMFILE_LEASE_FILE_LOAD", "DEBUG DHCPSRV_MEMFILE_LEASE_LOAD", "WARN  DHCPSRV_MEMFILE_NEEDS_UPGRADING",
            "WARN  DHCPSRV_MEMFILE_CONVERTING_LEASE_FILES", "INFO  DHCPSRV_MEMFILE_LFC_START", "INFO  DHCPSRV_MEMFILE_LFC_EXECUTE",
        ])
        {
            Assert.Matches(line.Replace("DHCPSRV", @"\[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV", StringComparison.Ordinal) + " ", program.Text);
        }

        Assert.Equal("127.1.0.12", daemon.Lease(2)?.ToString());
        Assert.True(Wait.Until(() => File.Exists(daemon.LeaseFile + ".2") && !File.Exists(daemon.LeaseFile + ".1"), 30));
        Assert.Equal(
            [Header, "127.1.0.10,02:00:00:00:00:01,,4000000000,5500000000,1,0,0,one,0,,0", "127.1.0.12,02:00:00:00:00:02,,4000000000,5500000000,1,0,0,two,0,,0"],
            File.ReadAllLines(daemon.LeaseFile + ".2"));
        Assert.Equal(Header, File.ReadAllLines(daemon.LeaseFile)[0]);
    }

    [Fact]
    public void Max_row_errors_refuses_a_file_with_more_bad_rows()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.LeaseFile, $"{Header}\nbad\nbad\n{Full}\n");
        daemon.Configure("", database: ", \"max-row-errors\": 1");
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Assert.Equal(1, program.End());
        Assert.Contains("more than 1 bad rows", program.Text, StringComparison.Ordinal);
        Assert.Equal(4, File.ReadAllLines(daemon.LeaseFile).Length);
    }

    [Fact]
    public void Every_column_of_a_row_is_read_kept_by_the_clean_up_and_written_for_a_new_lease()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.LeaseFile, $"{Header}\n{Full}\n");
        CleanUpEverySecond(daemon);
        daemon.Serve();
        Assert.Equal("127.1.0.10", daemon.Lease(1)?.ToString());
        Assert.True(Wait.Until(() => File.Exists(daemon.LeaseFile + ".2") && File.ReadAllLines(daemon.LeaseFile + ".2").Contains(Full), 30));
        Assert.True(Wait.Until(
            () => Directory.GetFiles(daemon.Folder, "leases.csv*").SelectMany(f => File.ReadAllLines(f))
                .Any(row => row.StartsWith("127.1.0.10,02:00:00:00:00:01,,7200,", StringComparison.Ordinal) && row.EndsWith(",1,0,0,,0,,5", StringComparison.Ordinal)),
            10));
    }

    [Theory]
    [InlineData(4, "stop-retry-exit", false)]
    [InlineData(4, "serve-retry-exit", false)]
    [InlineData(4, "serve-retry-continue", true)]
    [InlineData(6, "stop-retry-exit", false)]
    [InlineData(6, "serve-retry-continue", true)]
    public void A_lease_file_that_cannot_be_written_follows_on_fail(int family, string onFail, bool goesOn)
    {
        using Daemon daemon = new(family);
        daemon.Configure("", database: $", \"on-fail\": \"{onFail}\", \"max-reconnect-tries\": 2, \"reconnect-wait-time\": 1000");

        // No file may grow beyond 1024 bytes; the managed runtime's own memory files would.
        daemon.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        RunningProgram program = daemon.Script("trap '' XFSZ\nulimit -f 1\nexec $KEA");
        program.WaitFor($"DHCP{family}_STARTED", 30);
        int given = 0;
        for (byte client = 1; client < 60 && daemon.TryLease(client); client++)
        {
            given++;
        }

        Assert.InRange(given, 5, 40);
        program.WaitFor("NESTOR_LEASE_STORE_FAILED", 15);
        Assert.Equal(given, daemon.HeldAddresses().Count());
        if (goesOn)
        {
            Assert.NotNull(daemon.Offer(200).Address);
            Assert.False(program.HasEnded);
        }
        else
        {
            Assert.Equal(1, program.End());
            Assert.Matches($@"ERROR \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_DB_RECONNECT_FAILED ", program.Text);
        }
    }

    [Fact]
    public void A_file_of_a_version_after_ours_is_read_without_what_it_has_more()
    {
        using Daemon daemon = new();
        File.WriteAllText(daemon.LeaseFile, $"{Header},more\n{Full},x\n");
        RunningProgram program = daemon.Serve();
        Assert.Matches(@"WARN  \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_MEMFILE_NEEDS_DOWNGRADING ", program.Text);
        Assert.True(Wait.Until(() => File.Exists(daemon.LeaseFile + ".2") && File.ReadAllLines(daemon.LeaseFile + ".2").Contains(Full), 30));
    }

    [Fact]
    public void A_clean_up_that_cannot_be_started_is_said_and_leases_go_on()
    {
        using Daemon daemon = new();
        daemon.Environment["KEA_LFC_EXECUTABLE"] = "/nonexistent/kea-lfc";
        CleanUpEverySecond(daemon);
        RunningProgram program = daemon.Serve();
        program.WaitFor("] DHCPSRV_MEMFILE_LFC_SPAWN_FAIL ", 15);
        Assert.Contains("ERROR [kea-dhcp4.dhcpsrv/", program.Text, StringComparison.Ordinal);
        var address = daemon.Lease(1);
        Assert.NotNull(address);
        program.Stop(RunningProgram.Kill);
        daemon.Serve();
        Assert.Equal(address, daemon.Lease(1));
    }

    [Theory]
    [InlineData(".1", "DHCPSRV_MEMFILE_LFC_LEASE_FILE_RENAME_FAIL")]
    [InlineData(".pid", "DHCPSRV_MEMFILE_LFC_FAIL_PID_CREATE")]
    public void A_clean_up_whose_files_cannot_be_made_is_said_and_leases_go_on(string folderInPlaceOf, string id)
    {
        using Daemon daemon = new();
        Directory.CreateDirectory(Path.Combine(daemon.LeaseFile + folderInPlaceOf, "full"));
        CleanUpEverySecond(daemon);
        RunningProgram program = daemon.Serve();
        program.WaitFor($"] {id} ", 15);
        Assert.Contains("ERROR [kea-dhcp4.dhcpsrv/", program.Text, StringComparison.Ordinal);
        Assert.NotNull(daemon.Lease(1));
    }

    [Fact]
    public void A_start_waits_for_a_clean_up_that_outlived_the_server_before()
    {
        using Daemon daemon = new();
        FileStream held = new(daemon.LeaseFile + ".pid.lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        program.WaitFor("] DHCPSRV_MEMFILE_LFC_RUNNING ", 30);
        Assert.DoesNotContain("DHCP4_STARTED", program.Text, StringComparison.Ordinal);
        held.Dispose();
        program.WaitFor("DHCP4_STARTED", 15);
    }

    [Theory]
    [InlineData("-v", 0, @"^3\.\d+\.\d+\n$")]
    [InlineData("-V", 0, @"^3\.\d+\.\d+ \(Nestor ")]
    [InlineData("-W", 0, @"^\.NET ")]
    [InlineData("-h", 0, "^Usage: kea-lfc ")]
    [InlineData("", 1, "Usage: kea-lfc ")]
    [InlineData("-4 -6 -x a -i b -o c -f d -p e -c f", 1, "Usage: kea-lfc ")]
    [InlineData("-4 -i b -o c -f d -p e -c f", 1, "-x is needed")]
    [InlineData("-4 -x a -o c -f d -p e -c f", 1, "-i is needed")]
    [InlineData("-4 -x a -i b -f d -p e -c f", 1, "-o is needed")]
    [InlineData("-4 -x a -i b -o c -p e -c f", 1, "-f is needed")]
    [InlineData("-4 -x a -i b -o c -f d -c f", 1, "-p is needed")]
    [InlineData("-4 -x a -i b -o c -f d -p e", 1, "-c is needed")]
    [InlineData("-z", 1, "Usage: kea-lfc ")]
    public void Lfc_flags_that_print_or_are_wrong(string line, int code, string text)
    {
        using Daemon daemon = new();
        RunningProgram lfc = daemon.Launch(daemon.In("kea-lfc"), line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(code, lfc.End());
        Assert.Matches(text, lfc.Text);
    }

    [Fact]
    public void Lfc_makes_one_file_of_the_previous_and_the_copy_and_takes_its_PID_file_away()
    {
        using Daemon daemon = new();
        RunningProgram lfc = CleanUp(daemon, "-d");
        Assert.Equal(0, lfc.End());
        Assert.Equal([Header, "127.1.0.10,02:00:00:00:00:01,,7200,200,1,0,0,,0,,0", Full], File.ReadAllLines(daemon.In("x")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(daemon.In("x")));
        Assert.False(File.Exists(daemon.In("i")) || File.Exists(daemon.In("o")) || File.Exists(daemon.In("f")) || File.Exists(daemon.In("p")));
        foreach (string id in (string[])["LFC_START", "LFC_PROCESSING", "LFC_READ_STATS", "LFC_WRITE_STATS", "LFC_ROTATING", "LFC_TERMINATE"])
        {
            Assert.Matches($@"INFO  \[kea-lfc\.lfc/\d+\.\d+\] {id} ", lfc.Text);
        }
    }

    [Fact]
    public void Lfc_with_flag_6_cleans_up_leases_of_addresses_and_prefixes()
    {
        const string Header6 = "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len," +
            "fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id";
        const string Old = "2001:db8::1,00:01:02:03,7200,4000000000,1,3600,0,7,128,0,0,,,0,,,,0";
        const string New = "2001:db8::1,00:01:02:03,7200,4000009999,1,3600,0,7,128,0,0,,,0,,,,0";
        const string Prefix = "2001:db8:1::,00:01:02:04,7200,4000000000,1,3600,2,8,48,0,0,,,0,,,,0";
        using Daemon daemon = new();
        File.WriteAllLines(daemon.In("x"), [Header6, Old]);
        File.WriteAllLines(daemon.In("i"), [Header6, New, Prefix]);
        string[] files = [.. "xiofpc".SelectMany(flag => new[] { $"-{flag}", daemon.In(flag.ToString()) })];
        RunningProgram lfc = daemon.Launch(daemon.In("kea-lfc"), ["-6", .. files]);
        Assert.Equal(0, lfc.End());
        Assert.Equal([Header6, New, Prefix], File.ReadAllLines(daemon.In("x")));
    }

    [Fact]
    public void Lfc_without_flag_d_writes_nothing_on_the_console()
    {
        using Daemon daemon = new();
        RunningProgram lfc = CleanUp(daemon);
        Assert.Equal(0, lfc.End());
        Assert.Equal("", lfc.Text);
    }

    [Theory]
    [InlineData("o", "LFC_FAIL_PROCESS")]
    [InlineData("p", "LFC_FAIL_PID_CREATE")]
    [InlineData("x", "LFC_FAIL_ROTATE")]
    public void Lfc_that_cannot_go_on_ends_with_1_and_says_where(string folderInPlaceOf, string id)
    {
        using Daemon daemon = new();
        RunningProgram lfc = CleanUp(daemon, "-d", folderInPlaceOf);
        Assert.Equal(1, lfc.End());
        Assert.Matches($@"FATAL \[kea-lfc\.lfc/\d+\.\d+\] {id} ", lfc.Text);
    }

    [Fact]
    public void Lfc_beside_another_that_works_on_the_same_files_ends_with_1()
    {
        using Daemon daemon = new();
        using FileStream held = new(daemon.In("p.lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        RunningProgram lfc = CleanUp(daemon, "-d");
        Assert.Equal(1, lfc.End());
        Assert.Matches(@"FATAL \[kea-lfc\.lfc/\d+\.\d+\] LFC_RUNNING ", lfc.Text);
    }

    private static void CleanUpEverySecond(Daemon daemon) => File.WriteAllText(
        daemon.Config, File.ReadAllText(daemon.Config).Replace("\"lfc-interval\": 0", "\"lfc-interval\": 1", StringComparison.Ordinal));

    /// <summary>Runs kea-lfc on a previous file with one lease of each of two clients and a copy that changes one of them.</summary>
    private static RunningProgram CleanUp(Daemon daemon, string? flag = null, string? folderInPlaceOf = null)
    {
        File.WriteAllText(daemon.In("x"), $"{Header}\n127.1.0.10,02:00:00:00:00:01,,7200,100,1,0,0,,0,,0\n127.1.0.30,02:00:00:00:00:30,,7200,100,1,0,0,,0,,0\n");
        File.WriteAllText(daemon.In("i"), $"{Header}\n{Full}\n127.1.0.10,02:00:00:00:00:01,,7200,200,1,0,0,,0,,0\n127.1.0.30,02:00:00:00:00:30,,0,100,1,0,0,,0,,0\n");
        if (folderInPlaceOf is not null)
        {
            File.Delete(daemon.In(folderInPlaceOf));
            Directory.CreateDirectory(Path.Combine(daemon.In(folderInPlaceOf), "full"));
        }

        string[] files = ["-x", daemon.In("x"), "-i", daemon.In("i"), "-o", daemon.In("o"), "-f", daemon.In("f"), "-p", daemon.In("p"), "-c", "ignored"];
        return daemon.Launch(daemon.In("kea-lfc"), ["-4", .. files, .. flag is null ? Array.Empty<string>() : [flag]]);
    }
}
