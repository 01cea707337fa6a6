using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Is the query meant for this server, and of a kind a server answers (RFC 2131 section 4.3)? [pkt4_receive]</summary>
public static class Accept
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        switch (exchange.MessageType)
        {
            case MessageType4.Discover or MessageType4.Request or MessageType4.Decline
                or MessageType4.Release or MessageType4.Inform:
                break;
            case MessageType4.None when !exchange.Query.HasOption(OptionCode4.MessageType):
                return engine.Drop(exchange, Log.DropNoType, Counter4.RfcViolation);
            case MessageType4.None or > MessageType4.LeaseQueryDone:
                return engine.Drop(exchange, Log.DropUnknownType, Counter4.RfcViolation);
            default:
                return engine.Drop(exchange, Log.DropNotServersType, Counter4.RfcViolation);
        }

        if (!IsDirectQueryAcceptable(engine, exchange))
        {
            return engine.Drop(exchange, Log.DropNoSubnetForDirect, Counter4.NotForUs);
        }

        return !IsServerIdentifierOurs(engine, exchange) ? engine.Drop(exchange, Log.DropOtherServer, Counter4.NotForUs)
            : engine.Hooks.Pkt4Receive.IsUsed ? PacketHooks4.Receive(engine, exchange)
            : Verdict.Continue;
    }

    /// <summary>A link that no subnet is for is not ours to answer broadcasts on; an INFORM must say where it is.</summary>
    private static bool IsDirectQueryAcceptable(Engine4 engine, Exchange4 exchange)
    {
        if (exchange.Query.IsRelayed || exchange.Envelope is not null)
        {
            return true;
        }

        if (exchange.MessageType == MessageType4.Inform)
        {
            return !exchange.Query.Ciaddr.IsZero || !exchange.Arrival.Source.IsZero;
        }

        return !exchange.Arrival.Destination.IsBroadcast || SelectSubnet.Select(engine.Subnets, exchange, out _) is not null;
    }

    /// <summary>Option 54 must name this server: by a local address, a configured identifier or a relay's override.</summary>
    private static bool IsServerIdentifierOurs(Engine4 engine, Exchange4 exchange)
    {
        if (!exchange.Query.TryOption(OptionCode4.ServerIdentifier, out var body)
            || exchange.Settings.Compatibility.IgnoreServerIdentifier)
        {
            return true;
        }

        if (body.Length != 4)
        {
            return false;
        }

        var identifier = Ip4.Read(body);
        if (identifier == exchange.Arrival.Interface.Address || engine.LocalAddresses.Contains(identifier))
        {
            return true;
        }

        // RFC 5107 section 4: the relay's own address stands in for the server's.
        if (exchange.Query.TryRai(RaiCode.ServerIdOverride, out var overriding) && overriding.SequenceEqual(body))
        {
            return true;
        }

        return engine.ConfiguredServerIdentifiers.Contains(identifier);
    }

    /// <summary>Every server identifier set as option 54 in some scope of the configuration.</summary>
    public static HashSet<Ip4> ConfiguredIdentifiers(Dhcp4Settings settings)
    {
        var found = new HashSet<Ip4>();
        Add(settings.Options);
        foreach (var network in settings.Networks)
        {
            Add(network.Options);
        }

        foreach (var subnet in settings.Subnets)
        {
            Add(subnet.Options);
        }

        return found;

        void Add(OptionSet options)
        {
            if (options.Find(OptionCode4.ServerIdentifier) is { Body.Length: 4 } option)
            {
                found.Add(Ip4.Read(option.Body));
            }
        }
    }
}
