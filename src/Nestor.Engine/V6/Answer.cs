using Nestor.Engine.Classification;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Stage: does what the message asks for; what will be sent is in the exchange and the reply afterwards.</summary>
public static class Answer
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var reply = engine.Reply;
        reply.Clear();
        engine.ReconfigureKey.Clear();
        if (exchange.Query.TryOption(OptionCode6.ClientId, out var client))
        {
            reply.Add(OptionCode6.ClientId, client);
        }

        reply.Add(OptionCode6.ServerId, engine.ServerDuid);
        var verdict = exchange.MessageType switch
        {
            MessageType6.Solicit => Solicit(engine, exchange),
            MessageType6.Request => AssignIas.Run(engine, exchange),
            MessageType6.Renew or MessageType6.Rebind => ExtendIas.Run(engine, exchange),
            MessageType6.Confirm => Confirm.Run(engine, exchange),
            MessageType6.Release => ReleaseIas.Run(engine, exchange),
            MessageType6.Decline => DeclineIas.Run(engine, exchange),
            MessageType6.AddrRegInform => Register.Run(engine, exchange),
            _ => Verdict.Continue,
        };
        if (verdict != Verdict.Continue)
        {
            return verdict;
        }

        if (exchange.Subnet is { } subnet && exchange.SelectedSubnet is { } selected && subnet != selected)
        {
            Log.SubnetChanged(engine.Loggers.Packets, exchange, selected, subnet);
        }

        if (exchange.ReplyType == MessageType6.None)
        {
            exchange.ReplyType = MessageType6.Reply;
        }

        if (exchange.MessageType is not (MessageType6.Release or MessageType6.Decline))
        {
            if (exchange.MessageType is not (MessageType6.Confirm or MessageType6.InformationRequest or MessageType6.AddrRegInform))
            {
                HostNames6.Add(engine, exchange);
            }

            Classify6.AfterAllocation(engine, exchange);
            ConfiguredOptions6.Add(engine, exchange);
            engine.ReconfigureKey.Add(engine, exchange);
        }

        ConfiguredOptions6.AddSupplied(engine, exchange);
        return Verdict.Continue;
    }

    /// <summary>RFC 9915 section 18.3.1: an offer, or leases at once where client and subnet want that.</summary>
    private static Verdict Solicit(Engine6 engine, Exchange6 exchange)
    {
        exchange.IsRapidCommit = exchange.Subnet is { Parameters.IsRapidCommit: true }
            && exchange.Query.HasOption(OptionCode6.RapidCommit);
        exchange.ReplyType = exchange.IsRapidCommit ? MessageType6.Reply : MessageType6.Advertise;
        if (exchange.IsRapidCommit)
        {
            Log.RapidCommit(engine.Loggers.Packets, exchange);
            engine.Reply.Add(OptionCode6.RapidCommit, default(ReadOnlySpan<byte>));
        }

        return AssignIas.Run(engine, exchange);
    }
}
