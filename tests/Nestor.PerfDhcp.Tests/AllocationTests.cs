using Nestor.Wire.Values;
using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Limits;
using PerfDhcp.Packets;
using PerfDhcp.Runs;
using PerfDhcp.Sockets;
using PerfDhcp.Statistics;
using Xunit;

namespace Nestor.PerfDhcp.Tests;

/// <summary>The load generator shall measure the server, not its own garbage collector.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("--closed-loop 32 -n 20000")]
    [InlineData("-r 1000 -f 300 -F 200 -n 20000 -R 5000")]
    [InlineData("-6 --closed-loop 32 -n 20000 -e address-and-prefix -A 2")]
    [InlineData("-6 -r 1000 -f 300 -F 200 -n 20000 -R 5000")]
    public void Eighteen_thousand_exchanges_more_allocate_nothing_more(string line)
    {
        Allocated(line); // compiles everything

        long few = Allocated(line.Replace("-n 20000", "-n 2000", StringComparison.Ordinal));
        long many = Allocated(line);

        // The counter steps by the 8 KiB piece that the thread allocates from when a collection takes that piece away.
        // The smallest object, made once in each exchange, would be 432,000 bytes.
        Assert.InRange(many - few, -32_768, 32_768);
    }

    private static long Allocated(string line)
    {
        var settings = new Settings();
        Assert.Null(CommandLineParser.Parse([.. line.Split(' '), "10.0.0.1"], settings));
        var clock = new FakeClock();
        var context = new RunContext(
            settings,
            TemplateSet.Load(settings, out _)!,
            new ClientSet(settings.BaseMac, settings.Clients ?? 1 << 20, [], [Ip4.Parse("10.0.0.2").Value], new Random(1)),
            new InstantPort(clock, settings.IsSix ? Responder.Null6() : Responder.Null4(Ip4.Parse("10.0.0.1"))),
            new RunStatistics(settings),
            clock,
            new Random(1),
            CancellationToken.None);
        context.Statistics.Started = context.Now;
        var exchanger = new Exchanger(context, 4096);
        var answers = new Answers(context, exchanger);
        long before = GC.GetAllocatedBytesForCurrentThread();
        if (settings.ClosedLoop > 0)
        {
            ClosedLoop.Run(context, exchanger, answers, _ => { });
        }
        else
        {
            OpenLoop.Run(context, exchanger, answers, _ => { });
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(settings.Requests[0], context.Statistics.Completed);
        return allocated;
    }

    /// <summary>Every query is answered in its own buffer as soon as it is sent.</summary>
    private sealed class InstantPort(FakeClock clock, Responder.Answer answer) : IDatagramPort
    {
        private readonly byte[][] _out = Buffers();
        private readonly byte[][] _in = Buffers();
        private readonly int[] _lengths = new int[64];
        private readonly int[] _arrived = new int[64];
        private int _waiting;

        public int Queued { get; private set; }

        public bool IsFull => Queued == _out.Length;

        public Span<byte> Next() => _out[Queued];

        public void Queue(int length) => _lengths[Queued++] = length;

        public int Flush()
        {
            for (int i = 0; i < Queued && _waiting < _in.Length; i++)
            {
                _out[i].AsSpan().CopyTo(_in[_waiting]);
                int length = answer(_in[_waiting], _lengths[i]);
                if (length > 0)
                {
                    _arrived[_waiting++] = length;
                }
            }

            Queued = 0;
            return 0;
        }

        public int Receive()
        {
            int count = _waiting;
            _waiting = 0;
            return count;
        }

        public ReadOnlySpan<byte> Received(int index) => _in[index].AsSpan(0, _arrived[index]);

        public void Wait(TimeSpan longest) => clock.Advance(TimeSpan.FromMicroseconds(Math.Min(200, longest.TotalMicroseconds)));

        public void Dispose()
        {
        }

        private static byte[][] Buffers() => [.. Enumerable.Range(0, 64).Select(_ => new byte[2048])];
    }
}
