using System.Text;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile.Tests;

/// <summary>Files in a folder of the test's own, gone when it ends.</summary>
public sealed class LeaseFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-leases").FullName;

    private LeaseFiles Files => new(Path.Combine(_folder, "leases.csv"));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Row(string address, uint lifetime, string client = "02:00:00:00:00:01") =>
        $"{address},{client},,{lifetime},{1000 + lifetime},1,0,0,,0,,0\n";

    private static string Header => Encoding.ASCII.GetString(Csv4.Header) + "\n";

    private LeaseTable4 Load(out LeaseLoader4 loader, uint maxErrors = 0)
    {
        var table = new LeaseTable4(1, 0);
        loader = new LeaseLoader4(Files, table, maxErrors, Logger.Silent);
        Assert.True(loader.TryLoad(out string error), error);
        return table;
    }

    private static LeaseChanges4 Change(string address, uint lifetime = 3600)
    {
        var changes = new LeaseChanges4();
        changes.Put(new Lease4View
        {
            Fields = new Lease4Fields { Address = Ip4.Parse(address), Cltt = 1000, ValidLifetime = lifetime, SubnetId = 1 },
            HardwareAddress = (byte[])[2, 0, 0, 0, 0, 1],
        });
        return changes;
    }

    [Fact]
    public void The_last_row_of_an_address_counts_and_a_lifetime_of_0_removes_it()
    {
        File.WriteAllText(Files.Current, Header + Row("192.0.2.1", 100) + Row("192.0.2.2", 100) + Row("192.0.2.1", 200) + Row("192.0.2.2", 0));
        var table = Load(out _);
        Assert.Equal(1, table.Count);
        Assert.Equal(200u, table.Fields(table.Find(Ip4.Parse("192.0.2.1"))).ValidLifetime);
    }

    [Fact]
    public void A_bad_row_costs_only_itself()
    {
        File.WriteAllText(Files.Current, Header + Row("192.0.2.1", 100) + "nonsense\n\n" + Row("192.0.2.2", 100));
        Assert.Equal(2, Load(out _).Count);
        var loader = new LeaseLoader4(Files, new LeaseTable4(1, 0), 1, Logger.Silent);
        Assert.True(loader.TryLoad(out _));
        File.AppendAllText(Files.Current, "more nonsense\n");
        loader = new LeaseLoader4(Files, new LeaseTable4(1, 0), 1, Logger.Silent);
        Assert.False(loader.TryLoad(out string error));
        Assert.Contains("more than 1 bad rows", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_torn_at_any_byte_is_left_out_and_cut_off()
    {
        string whole = Header + Row("192.0.2.1", 100);
        string last = Row("192.0.2.2", 100);
        for (int cut = 1; cut < last.Length; cut++)
        {
            File.WriteAllText(Files.Current, whole + last[..cut]);
            Assert.Equal(1, Load(out var loader).Count);
            Assert.Equal(whole.Length, loader.CurrentLength);
        }
    }

    [Theory]
    [InlineData("192.0.2.2,02:00:00:00:00:01,,3600,4600,1,0,0,half\n")]
    [InlineData("192.0.2.2,02:00:00:00:00:01,,3600,4600,1,0,0,vm,0,,0,0\n")]
    [InlineData("192.0.2.2,02:00:00:00:00:01,,3600,9223372036854775807,1,0,0,vm,0,,0\n")]
    public void A_row_with_too_few_or_too_many_columns_or_no_real_time_is_left_out(string row)
    {
        File.WriteAllText(Files.Current, Header + row + Row("192.0.2.1", 100));
        Assert.Equal(1, Load(out _).Count);
    }

    [Fact]
    public void Rows_of_today_under_an_old_header_are_read()
    {
        string old = "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname\n"
            + "192.0.2.1,02:00:00:00:00:01,,3600,4600,1,0,0,vm\n";
        File.WriteAllText(Files.Current, old + Row("192.0.2.2", 100) + "192.0.2.3,02:00:00:00:00:01,,3600,4600,1,0,0\n");
        Assert.Equal(2, Load(out _).Count);
    }

    [Fact]
    public void A_user_context_too_long_to_keep_costs_only_its_row()
    {
        string context = new('x', 600_000);
        File.WriteAllText(
            Files.Current,
            Header + $"192.0.2.1,02:00:00:00:00:01,,3600,4600,1,0,0,,0,{context},0\n"
            + $"192.0.2.2,02:00:00:00:00:01,,3600,4600,1,0,0,,0,{context[..400_000]},0\n");
        var table = Load(out _);
        Assert.Equal(1, table.Count);
        Assert.Equal(400_000, table.UserContext(table.Find(Ip4.Parse("192.0.2.2"))).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("address,hwadd")]
    public void A_file_without_a_whole_header_is_begun_anew(string text)
    {
        File.WriteAllText(Files.Current, text);
        Assert.Equal(0, Load(out var loader).Count);
        using (var journal = new Journal4(isSynced: true))
        {
            var file = PosixJournalFile.TryOpen(Files.Current, out _)!;
            Assert.True(file.TryTruncate(loader.CurrentLength, out _));
            Assert.True(journal.TryUse(file, out _));
            Assert.True(journal.Commit(Change("192.0.2.1")));
        }

        Assert.Equal(Header + Row("192.0.2.1", 3600), File.ReadAllText(Files.Current));
    }

    [Fact]
    public void A_file_of_Kea_2_2_is_read_and_asks_to_be_rewritten()
    {
        File.WriteAllText(
            Files.Current,
            "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context\n"
            + "192.0.2.1,02:00:00:00:00:01,,3600,4600,1,0,0,vm,0,\n");
        Assert.Equal(1, Load(out var loader).Count);
        Assert.True(loader.NeedsConversion);
    }

    [Fact]
    public void A_file_without_any_line_end_is_given_up_before_it_fills_the_memory()
    {
        using (var file = File.Create(Files.Current))
        {
            file.SetLength(100 << 20);
        }

        Assert.False(new LeaseLoader4(Files, new LeaseTable4(1, 0), 0, Logger.Silent).TryLoad(out string error));
        Assert.Contains("leases.csv:1: no end of the row", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_lease_file_is_refused()
    {
        File.WriteAllText(Files.Current, "duid,what\n");
        Assert.False(new LeaseLoader4(Files, new LeaseTable4(1, 0), 0, Logger.Silent).TryLoad(out string error));
        Assert.Contains("leases.csv:1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_journal_makes_a_file_of_mode_0640_that_loads_again()
    {
        using (var journal = new Journal4(isSynced: true))
        {
            Assert.True(journal.TryUse(PosixJournalFile.TryOpen(Files.Current, out _)!, out _));
            Assert.True(journal.Commit(Change("192.0.2.1")));
            Assert.True(journal.Commit(new LeaseChanges4()));
            Assert.True(journal.Commit(Change("192.0.2.2")));
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead, File.GetUnixFileMode(Files.Current));
        Assert.Equal(2, Load(out _).Count);
    }

    [Theory]
    [InlineData(Fault.PartOfTheWrite)]
    [InlineData(Fault.Sync)]
    [InlineData(Fault.NoSpace)]
    public void A_failed_commit_leaves_no_half_row_and_its_rows_go_with_the_next(Fault fault)
    {
        var disk = new FailingFile();
        using var journal = new Journal4(isSynced: true);
        Assert.True(journal.TryUse(disk, out _));
        Assert.True(journal.Commit(Change("192.0.2.1")));
        string good = disk.Text;
        disk.Fault = fault;
        Assert.False(journal.Commit(Change("192.0.2.2")));
        Assert.NotEqual("", journal.LastError);
        Assert.False(journal.Commit(Change("192.0.2.3")));
        Assert.StartsWith(good, disk.Text, StringComparison.Ordinal);
        disk.Fault = Fault.None;
        Assert.True(journal.Commit(new LeaseChanges4()));
        Assert.Equal(good + Row("192.0.2.2", 3600) + Row("192.0.2.3", 3600), disk.Text);
        Assert.Equal(0, journal.Pending);
    }

    public enum Fault
    {
        None,
        PartOfTheWrite,
        Sync,
        NoSpace,
    }

    /// <summary>A disk that fails in a chosen way.</summary>
    private sealed class FailingFile : IJournalFile
    {
        private readonly List<byte> _bytes = [];

        public Fault Fault { get; set; }

        public string Text => Encoding.ASCII.GetString(_bytes.ToArray());

        public long Length => _bytes.Count;

        public FileIdentity Identity => default;

        public bool TryAppend(ReadOnlySpan<byte> bytes, out string error)
        {
            error = Fault is Fault.PartOfTheWrite or Fault.NoSpace ? "no space" : "";
            _bytes.AddRange(Fault == Fault.PartOfTheWrite ? bytes[..(bytes.Length / 2)] : Fault == Fault.NoSpace ? default : bytes);
            return error.Length == 0;
        }

        public bool TrySync(out string error)
        {
            error = Fault == Fault.Sync ? "i/o error" : "";
            return error.Length == 0;
        }

        public bool TryRead(long offset, Span<byte> into, out string error)
        {
            error = "";
            _bytes.ToArray().AsSpan((int)offset, into.Length).CopyTo(into);
            return true;
        }

        public bool TryWriteAt(long offset, ReadOnlySpan<byte> bytes, out string error) => throw new NotSupportedException();

        public bool TryTruncate(long length, out string error)
        {
            error = "";
            _bytes.RemoveRange((int)length, _bytes.Count - (int)length);
            return true;
        }

        public void Dispose()
        {
        }
    }
}
