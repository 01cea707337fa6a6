using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.V4;

/// <summary>Bytes to a query; what cannot be read is dropped and counted. [buffer4_receive]</summary>
public static class Decode
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        engine.Statistics.Add(Counter4.Received);
        if (exchange.Arrival.IsOver6 && !Dhcp4o6.TryOpen(engine, exchange))
        {
            return Verdict.Drop;
        }

        ref readonly var arrival = ref exchange.Arrival;
        Log.Buffer(engine.Loggers.Packets, in arrival);
        Log.Unpack(engine.Loggers.Options, in arrival);
        var error = DecodeError.None;
        switch (engine.Hooks.Buffer4Receive.IsUsed ? PacketHooks4.BufferReceive(engine, exchange) : NextStep.Continue)
        {
            case NextStep.Continue:
                error = exchange.Query.Decode(arrival.Buffer, arrival.Start, arrival.Length);
                break;
            case NextStep.Skip when exchange.Query.Bytes.IsEmpty:
                error = DecodeError.Truncated;
                break;
            case NextStep.Drop:
                return exchange.Answer.IsThere ? Verdict.Answer : Verdict.Drop;
        }

        if (error == DecodeError.None)
        {
            error = engine.Shapes.Check(exchange.Query);
        }

        if (error != DecodeError.None)
        {
            Log.BadPacket(engine.Loggers.BadPackets, in arrival, error);
            engine.Statistics.Drop(Counter4.ParseFailed);
            return Verdict.Drop;
        }

        exchange.MessageType = exchange.Query.MessageType;
        engine.Statistics.Add(CounterOf(exchange.MessageType));
        if (!IsClientIdUsable(exchange.Query))
        {
            // Counted by its type, as Kea does: it is read, and then there is nobody it could be for.
            Log.BadPacket(engine.Loggers.BadPackets, in arrival, DecodeError.BadLength);
            engine.Statistics.Drop(Counter4.RfcViolation);
            return Verdict.Drop;
        }

        Log.Received(engine.Loggers.Packets, exchange);
        Log.QueryData(engine.Loggers.Packets, exchange);
        return Verdict.Continue;
    }

    /// <summary>RFC 2132 section 9.14: a type and at least one byte; no longer than a lease can hold.</summary>
    private static bool IsClientIdUsable(Packet4 query) =>
        !query.TryOption(OptionCode4.ClientIdentifier, out var id) || id.Length is >= 2 and <= 255;

    private static Counter4 CounterOf(MessageType4 type) => type switch
    {
        MessageType4.Discover => Counter4.DiscoverReceived,
        MessageType4.Offer => Counter4.OfferReceived,
        MessageType4.Request => Counter4.RequestReceived,
        MessageType4.Ack => Counter4.AckReceived,
        MessageType4.Nak => Counter4.NakReceived,
        MessageType4.Release => Counter4.ReleaseReceived,
        MessageType4.Decline => Counter4.DeclineReceived,
        MessageType4.Inform => Counter4.InformReceived,
        _ => Counter4.UnknownReceived,
    };
}
