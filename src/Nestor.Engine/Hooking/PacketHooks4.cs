using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of a DHCPv4 query until its client is known. Called where a library takes part in them.</summary>
internal static class PacketHooks4
{
    /// <summary>[buffer4_receive] What is dropped is counted, unless a library has answered it; Skip: the query is decoded.</summary>
    public static NextStep BufferReceive(Engine4 engine, Exchange4 exchange)
    {
        var point = engine.Hooks.Buffer4Receive;
        point.Call.Exchange = exchange;

        // What a library does not decode is nothing, rather than the query before.
        exchange.Query.Decode(exchange.Arrival.Buffer, exchange.Arrival.Start, 0);
        var next = point.Run();
        if (next == NextStep.Drop && !exchange.Query.Bytes.IsEmpty && exchange.Query.MessageType == MessageType4.LeaseQuery)
        {
            engine.Statistics.Add(Counter4.LeaseQueryReceived);
        }

        if (next == NextStep.Drop && exchange.Answer.IsThere && !exchange.Query.Bytes.IsEmpty)
        {
            return next;
        }

        exchange.Answer.Clear();
        if (next == NextStep.Drop)
        {
            HookLog.Unread(engine.Loggers.Hooks, HookLog.BufferReceiveDrop4, in exchange.Arrival);
            engine.Statistics.Drop(Counter4.AdminFiltered);
        }
        else if (next == NextStep.Skip)
        {
            HookLog.Unread(engine.Loggers.Hooks, HookLog.BufferReceiveSkip4, in exchange.Arrival);
        }

        return next;
    }

    /// <summary>[pkt4_receive]</summary>
    public static Verdict Receive(Engine4 engine, Exchange4 exchange)
    {
        var point = engine.Hooks.Pkt4Receive;
        point.Call.Exchange = exchange;
        switch (point.Run())
        {
            case NextStep.Park:
                return engine.Park(exchange, point.Call, HookLog.PacketReceivePark, HookLog.PacketReceiveFull);
            case NextStep.Skip or NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketReceiveSkip4, exchange);
                engine.Statistics.Drop(CounterOf(point.Call.Reason));
                return Verdict.Drop;
            default:
                // A library may have made another message of it.
                exchange.MessageType = exchange.Query.MessageType;
                return Verdict.Continue;
        }
    }

    /// <summary>[subnet4_select]</summary>
    public static Verdict SelectSubnet(Engine4 engine, Exchange4 exchange)
    {
        var point = engine.Hooks.Subnet4Select;
        point.Call.Exchange = exchange;
        point.Call.Subnet = exchange.Subnet;
        var next = point.Run();
        switch (next)
        {
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, exchange.Envelope is null ? HookLog.SubnetSelectDrop4 : HookLog.SubnetSelectDrop4o6, exchange);
                engine.Statistics.Drop(CounterOf(point.Call.Reason));
                return Verdict.Drop;
            case NextStep.Skip:
                HookLog.Wanted(engine.Loggers.Hooks, exchange.Envelope is null ? HookLog.SubnetSelectSkip4 : HookLog.SubnetSelectSkip4o6, exchange);
                exchange.SelectedSubnet = exchange.Subnet = null;
                return Verdict.Continue;
        }

        // One of another configuration would be no place to serve from.
        var subnet = point.Call.Subnet;
        if (subnet != exchange.Subnet && (subnet is null || engine.Subnets.ById(subnet.Id) == subnet))
        {
            exchange.SelectedSubnet = exchange.Subnet = subnet;
        }

        return next != NextStep.Park ? Verdict.Continue : engine.Park(
            exchange, point.Call, HookLog.SubnetSelectPark4, exchange.Envelope is null ? Log.DropParkingFull : HookLog.SubnetSelectFull4o6);
    }

    /// <summary>[pkt4_send] False when the answer is not to be sent.</summary>
    public static bool MaySend(Engine4 engine, Exchange4 exchange)
    {
        var point = engine.Hooks.Pkt4Send;
        point.Call.Exchange = exchange;
        point.Call.Response = engine.Response;
        switch (point.Run())
        {
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketSendDrop4, exchange);
                return false;
            case NextStep.Skip:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.PacketSendSkip4, exchange);

                // Who wants the message left alone has made one.
                return !engine.Response.Message.IsEmpty;
            default:
                engine.Response.DropMessage();
                return true;
        }
    }

    /// <summary>[buffer4_send] False when the answer is not to be sent.</summary>
    /// <param name="length">Bytes of the message; another number when a library says so.</param>
    public static bool MaySendBytes(Engine4 engine, Exchange4 exchange, Memory<byte> room, ref int length)
    {
        var point = engine.Hooks.Buffer4Send;
        point.Call.Exchange = exchange;
        point.Call.Room = room;
        point.Call.Length = length;
        if (point.Run() != NextStep.Continue)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.BufferSendSkip4, exchange);
            return false;
        }

        length = Math.Clamp(point.Call.Length, 0, room.Length);
        return true;
    }

    private static Counter4 CounterOf(DropReason reason) =>
        reason == DropReason.LimitExceeded ? Counter4.LimitExceeded : Counter4.AdminFiltered;
}
