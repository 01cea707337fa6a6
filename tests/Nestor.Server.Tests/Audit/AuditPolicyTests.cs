using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Audit;

namespace Nestor.Server.Tests.Audit;

/// <summary>What happens while the audit log cannot be written, on a disk that a test can fill.</summary>
public sealed class AuditPolicyTests : IDisposable
{
    private readonly FullDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task With_refuse_the_answer_is_an_error_and_nothing_more_is_changed_until_there_is_room()
    {
        using var log = Log(isRefusing: true);
        Assert.Null(await log.Record(Command("one")));
        _disk.IsFull = true;
        Assert.Null(await log.Refusal());
        Assert.Equal("done, but it could not be written to the audit log yet: full", await log.Record(Command("two")));
        Assert.Equal("the audit log cannot be written, so nothing was changed: full", await log.Refusal());
        _disk.IsFull = false;
        Assert.Null(await log.Refusal());
        Assert.Equal(2, _disk.Lines.Count);
        Assert.Contains("\"two\"", _disk.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_continue_commands_go_on_and_what_could_not_be_written_comes_later_in_order()
    {
        using var log = Log(isRefusing: false);
        _disk.IsFull = true;
        for (int i = 0; i < 5; i++)
        {
            Assert.Null(await log.Refusal());
            Assert.Null(await log.Record(Command("c" + i)));
        }

        Assert.Empty(_disk.Lines);
        _disk.IsFull = false;
        Assert.Null(await log.Record(Command("c5")));
        Assert.Equal(6, _disk.Lines.Count);
        Assert.All(_disk.Lines.Select((l, i) => (l, i)), l => Assert.Contains($"\"c{l.i}\"", l.l, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_that_could_not_be_kept_are_counted_in_the_next_one()
    {
        using var log = Log(isRefusing: false);
        _disk.IsFull = true;
        for (int i = 0; i < AuditLog.MaxWaiting + 7; i++)
        {
            await log.Record(Command("c" + i));
        }

        _disk.IsFull = false;
        await log.Record(Command("last"));
        Assert.Equal(AuditLog.MaxWaiting, _disk.Lines.Count);
        Assert.Contains("\"lost\": 8, \"command\": \"c8\"", _disk.Lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain("\"lost\"", _disk.Lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_that_cannot_be_opened_at_a_start_is_opened_when_it_can_be()
    {
        _disk.IsMissing = true;
        using var log = Log(isRefusing: true);
        Assert.Equal("the audit log cannot be written, so nothing was changed: missing", await log.Refusal());
        _disk.IsMissing = false;
        Assert.Null(await log.Refusal());
        Assert.Null(await log.Record(Command("one")));
        Assert.Single(_disk.Lines);
    }

    [Fact]
    public async Task Many_commands_at_once_are_one_chain()
    {
        using var log = Log(isRefusing: true);
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => Task.Run(() => log.Record(Command("c" + i)))));
        Assert.Equal(200, _disk.Head.Sequence);
        Assert.Equal(Enumerable.Range(1, 200).Select(i => $"{{ \"sequence\": {i},"), _disk.Lines.Select(l => l[..(l.IndexOf(',', StringComparison.Ordinal) + 1)]));
    }

    private static AuditedCommand Command(string name) => new(new("unix"), name, null, 0, null);

    private AuditLog Log(bool isRefusing) => new(
        (out string error) =>
        {
            error = _disk.IsMissing ? "missing" : "";
            return _disk.IsMissing ? null : _disk;
        },
        new AuditSettings("x", 0, isRefusing), TimeProvider.System, Logger.Silent);

    private sealed class FullDisk : IAuditFile
    {
        public bool IsFull { get; set; }

        public bool IsMissing { get; set; }

        public List<string> Lines { get; } = [];

        public AuditChain.Head Head { get; private set; } = AuditChain.Empty;

        public string? Append(ReadOnlySpan<byte> line, AuditChain.Head head, long maxSize)
        {
            if (IsFull)
            {
                return "full";
            }

            Lines.Add(System.Text.Encoding.UTF8.GetString(line));
            Head = head;
            return null;
        }

        public void Dispose()
        {
        }
    }
}
