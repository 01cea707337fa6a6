using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Bytes to a query; what cannot be read is dropped and counted. [buffer6_receive]</summary>
public static class Decode
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        if (exchange.Arrival.IsFromServer4)
        {
            return Dhcp4o6.Return(engine, exchange);
        }

        engine.Statistics.Add(Counter6.Received);
        ref readonly var arrival = ref exchange.Arrival;
        Log.Buffer(engine.Loggers.Packets, in arrival);
        Log.Unpack(engine.Loggers.Options, in arrival);
        var error = DecodeError.None;
        switch (engine.Hooks.Buffer6Receive.IsUsed ? PacketHooks6.BufferReceive(engine, exchange) : NextStep.Continue)
        {
            case NextStep.Continue:
                error = exchange.Chain.Decode(arrival.Buffer, arrival.Start, arrival.Length);
                break;
            case NextStep.Skip when exchange.Chain.Bytes.IsEmpty:
                error = DecodeError.Truncated;
                break;
            case NextStep.Drop:
                return exchange.Answer.IsThere ? Verdict.Answer : Verdict.Drop;
        }

        if (error == DecodeError.None)
        {
            error = engine.Shapes.Check(exchange.Chain);
        }

        if (error != DecodeError.None)
        {
            Log.BadPacket(engine.Loggers.BadPackets, in arrival, error);
            engine.Statistics.Drop(Counter6.ParseFailed);
            return Verdict.Drop;
        }

        exchange.MessageType = exchange.Query.Type;
        engine.Statistics.Add(CounterOf(exchange.MessageType));
        Log.Received(engine.Loggers.Packets, exchange);
        return Verdict.Continue;
    }

    private static Counter6 CounterOf(MessageType6 type) => type switch
    {
        MessageType6.Solicit => Counter6.SolicitReceived,
        MessageType6.Advertise => Counter6.AdvertiseReceived,
        MessageType6.Request => Counter6.RequestReceived,
        MessageType6.Confirm => Counter6.ConfirmReceived,
        MessageType6.Renew => Counter6.RenewReceived,
        MessageType6.Rebind => Counter6.RebindReceived,
        MessageType6.Reply => Counter6.ReplyReceived,
        MessageType6.Release => Counter6.ReleaseReceived,
        MessageType6.Decline => Counter6.DeclineReceived,
        MessageType6.Reconfigure => Counter6.ReconfigureReceived,
        MessageType6.InformationRequest => Counter6.InfRequestReceived,
        MessageType6.DhcpV4Query => Counter6.DhcpV4QueryReceived,
        MessageType6.DhcpV4Response => Counter6.DhcpV4ResponseReceived,
        MessageType6.AddrRegInform => Counter6.AddrRegInformReceived,
        MessageType6.AddrRegReply => Counter6.AddrRegReplyReceived,
        _ => Counter6.UnknownReceived,
    };
}
