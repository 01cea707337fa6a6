using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of a DHCPv6 query until its client is known. Called where a library takes part in them.</summary>
internal static class PacketHooks6
{
    /// <summary>[buffer6_receive] What is dropped is counted, unless a library has answered it; Skip: the query is decoded.</summary>
    public static NextStep BufferReceive(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Buffer6Receive;
        point.Call.Exchange = exchange;

        // What a library does not decode is nothing, rather than the query before.
        exchange.Chain.Decode(exchange.Arrival.Buffer, exchange.Arrival.Start, 0);
        var next = point.Run();
        if (next == NextStep.Drop && exchange.Chain.Bytes is [(byte)MessageType6.LeaseQuery, ..])
        {
            engine.Statistics.Add(Counter6.LeaseQueryReceived);
        }

        if (next == NextStep.Drop && exchange.Answer.IsThere && !exchange.Chain.Bytes.IsEmpty)
        {
            return next;
        }

        exchange.Answer.Clear();
        if (next == NextStep.Drop)
        {
            HookLog.Unread(engine.Loggers.Hooks, HookLog.BufferReceiveDrop6, in exchange.Arrival);
            engine.Statistics.Drop(Counter6.AdminFiltered);
        }
        else if (next == NextStep.Skip)
        {
            HookLog.Unread(engine.Loggers.Hooks, HookLog.BufferReceiveSkip6, in exchange.Arrival);
        }

        return next;
    }

    /// <summary>[pkt6_receive]</summary>
    public static Verdict Receive(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Pkt6Receive;
        point.Call.Exchange = exchange;
        switch (point.Run())
        {
            case NextStep.Park:
                return engine.Park(exchange, point.Call, HookLog.PacketReceivePark, HookLog.PacketReceiveFull);
            case NextStep.Skip or NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketReceiveSkip6, exchange);
                engine.Statistics.Drop(CounterOf(point.Call.Reason));
                return Verdict.Drop;
            default:
                // A library may have made another message of it.
                exchange.MessageType = exchange.Query.Type;
                return Verdict.Continue;
        }
    }

    /// <summary>[subnet6_select]</summary>
    public static Verdict SelectSubnet(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Subnet6Select;
        point.Call.Exchange = exchange;
        point.Call.Subnet = exchange.Subnet;
        var next = point.Run();
        switch (next)
        {
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.SubnetSelectDrop6, exchange);
                engine.Statistics.Drop(CounterOf(point.Call.Reason));
                return Verdict.Drop;
            case NextStep.Skip:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.SubnetSelectSkip6, exchange);
                exchange.SelectedSubnet = exchange.Subnet = null;
                return Verdict.Continue;
        }

        // One of another configuration would be no place to serve from.
        var subnet = point.Call.Subnet;
        if (subnet != exchange.Subnet && (subnet is null || engine.Subnets.ById(subnet.Id) == subnet))
        {
            exchange.SelectedSubnet = exchange.Subnet = subnet;
        }

        return next != NextStep.Park ? Verdict.Continue
            : engine.Park(exchange, point.Call, HookLog.SubnetSelectPark6, HookLog.SubnetSelectFull6);
    }

    /// <summary>[pkt6_send] False when the answer is not to be sent.</summary>
    public static bool MaySend(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Pkt6Send;
        point.Call.Exchange = exchange;
        point.Call.Response = engine.Response;
        switch (point.Run())
        {
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketSendDrop6, exchange);
                return false;
            case NextStep.Skip:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketSendSkip6, exchange);

                // Who wants the message left alone has made one.
                return !engine.Response.Message.IsEmpty;
            default:
                engine.Response.DropMessage();
                return true;
        }
    }

    /// <summary>[buffer6_send] False when the answer is not to be sent.</summary>
    /// <param name="length">Bytes of the message; another number when a library says so.</param>
    public static bool MaySendBytes(Engine6 engine, Exchange6 exchange, Memory<byte> room, ref int length)
    {
        var point = engine.Hooks.Buffer6Send;
        point.Call.Exchange = exchange;
        point.Call.Room = room;
        point.Call.Length = length;
        if (point.Run() != NextStep.Continue)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.BufferSendSkip6, exchange);
            return false;
        }

        length = Math.Clamp(point.Call.Length, 0, room.Length);
        return true;
    }

    private static Counter6 CounterOf(DropReason reason) =>
        reason == DropReason.LimitExceeded ? Counter6.LimitExceeded : Counter6.AdminFiltered;
}
