using Nestor.Engine.Reclaim;
using Nestor.Hooks.Commands;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Commands;

/// <summary>The command leases-reclaim.</summary>
public sealed class ReclaimCommandTests
{
    private readonly Bench _bench = new("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/16\", \"pools\": [ { \"pool\": \"10.0.0.0/16\" } ] } ]");
    private readonly CommandTable _commands = new();

    public ReclaimCommandTests()
    {
        ReclaimCommands.Register(_commands, _bench.Reclaimer, new SlowClock());
        for (uint i = 0; i < 100; i++)
        {
            Put(i, _bench.Now - 10_000);
        }

        Put(1000, _bench.Now);
        _bench.Loop.Tick(_bench.Now + 1);
    }

    [Fact]
    public void Every_lease_that_ran_out_is_kept_for_its_client_a_few_in_each_turn()
    {
        _bench.Batch.Clear();
        _bench.Engine.Changes = _bench.Batch.Changes;
        var result = _commands.Ask("leases-reclaim", "{ \"remove\": false }", out int turns);
        Assert.Equal((ResultCode.Success, "Reclamation of expired leases is complete."), (result.Code, result.Text));
        Assert.Equal(101, _bench.Engine.Leases.Count);
        Assert.Equal(LeaseState.ExpiredReclaimed, StateOf(0));
        Assert.Equal(LeaseState.ExpiredReclaimed, StateOf(99));
        Assert.Equal(LeaseState.Default, StateOf(1000));
        Assert.True(turns >= 4, $"{turns}");
        Assert.Equal(100, _bench.Batch.ChangeCount);
    }

    [Fact]
    public void Or_deleted_and_then_the_configuration_says_again_what_becomes_of_them()
    {
        Assert.Equal(ResultCode.Success, _commands.Ask("leases-reclaim", "{ \"remove\": true }").Code);
        Assert.Equal(1, _bench.Engine.Leases.Count);
        _bench.Loop.Tick(_bench.Now + 10_000);
        Assert.True(_bench.Reclaimer.Reclaim(0));
        Assert.Equal(LeaseState.ExpiredReclaimed, StateOf(1000));
    }

    [Theory]
    [InlineData(null, "Missing mandatory 'remove' parameter.")]
    [InlineData("{ }", "Missing mandatory 'remove' parameter.")]
    [InlineData("{ \"remove\": \"x\" }", "'remove' parameter expected to be a boolean.")]
    public void What_is_wrong_with_the_arguments_is_said_in_Keas_words(string? arguments, string text)
    {
        var result = _commands.Ask("leases-reclaim", arguments);
        Assert.Equal((ResultCode.Error, text), (result.Code, result.Text));
    }

    private LeaseState StateOf(uint number) =>
        _bench.Engine.Leases.Fields(_bench.Engine.Leases.Find(new Ip4(0x0A00_0000 + number))).State;

    private void Put(uint number, long since) => _bench.Engine.Leases.Put(new Lease4View
    {
        Fields = new() { Address = new Ip4(0x0A00_0000 + number), SubnetId = 1, Cltt = since, ValidLifetime = 3600 },
        HardwareAddress = [2, 0, 0, 0, (byte)(number >> 8), (byte)number],
    });

    /// <summary>Each look at it takes a millisecond.</summary>
    private sealed class SlowClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => _now++;
    }
}
