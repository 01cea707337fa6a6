using Nestor.Engine.Reconfiguration;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Fills the reply's options for each kind of answer.</summary>
public static class ReplyOptions4
{
    public static void Fill(Engine4 engine, Exchange4 exchange)
    {
        var reply = engine.Reply;
        reply.Clear();
        ConfiguredOptions4.FillScopes(engine.Scopes, exchange);
        reply.Set(OptionCode4.MessageType, (byte)exchange.ReplyType);
        Echo(engine, exchange);
        if (exchange.ReplyType != MessageType4.Nak)
        {
            if (exchange.MessageType != MessageType4.Inform)
            {
                AddTimes(engine, exchange);
                HostNames4.Add(engine, exchange);
            }

            if (exchange.Subnet is { } subnet)
            {
                ConfiguredOptions4.Add(engine, exchange);
                if (exchange.MessageType != MessageType4.Inform)
                {
                    reply.Set(OptionCode4.SubnetMask, Ip4.Mask(subnet.PrefixLength));
                }
            }
        }

        reply.Set(OptionCode4.ServerIdentifier, ServerIdentifier(engine, exchange));
        ForceRenewNonce.Add(engine, exchange);
        if (exchange.IsRapidCommit)
        {
            reply.Set(OptionCode4.RapidCommit, default(ReadOnlySpan<byte>));
        }
    }

    /// <summary>A configured option 54 of the nearest scope, else the address the query came to or the interface's.</summary>
    private static Ip4 ServerIdentifier(Engine4 engine, Exchange4 exchange) =>
        engine.Scopes.Find(OptionCode4.ServerIdentifier) is { Body.Length: 4 } option
            ? Ip4.Read(option.Body)
            : exchange.Arrival.Interface.Address;

    /// <summary>What is given back as it came: client identifier (RFC 6842), relay information, subnet selection.</summary>
    private static void Echo(Engine4 engine, Exchange4 exchange)
    {
        var query = exchange.Query;
        if (exchange.Settings.EchoClientId && query.TryOption(OptionCode4.ClientIdentifier, out var id))
        {
            engine.Reply.Set(OptionCode4.ClientIdentifier, id);
        }

        if (query.TryOption(OptionCode4.RelayAgentInfo, out var agent) && !agent.IsEmpty && SubOptions.IsWhole(agent)
            && !SendTo.IsDirectInform(exchange) && !exchange.IsAgentStashed)
        {
            engine.Reply.Set(OptionCode4.RelayAgentInfo, agent);
        }

        if (query.TryOption(OptionCode4.SubnetSelection, out var selection))
        {
            engine.Reply.Set(OptionCode4.SubnetSelection, selection);
        }
    }

    /// <summary>Options 51, 58 and 59 (RFC 2132 sections 9.2, 9.11, 9.12).</summary>
    private static void AddTimes(Engine4 engine, Exchange4 exchange)
    {
        uint lifetime = exchange.ReplyLifetime;
        engine.Reply.Set(OptionCode4.LeaseTime, lifetime);
        var parameters = exchange.Subnet!.Parameters;
        uint t2 = 0;
        if (parameters.RebindTimer is { } rebind)
        {
            t2 = rebind;
        }
        else if (parameters.CalculateTeeTimes)
        {
            t2 = (uint)Math.Round(lifetime * parameters.T2Percent, MidpointRounding.AwayFromZero);
        }

        bool hasT2 = t2 > 0 && t2 < lifetime;
        if (hasT2)
        {
            engine.Reply.Set(OptionCode4.RebindingTime, t2);
        }

        uint t1 = 0;
        if (parameters.RenewTimer is { } renew)
        {
            t1 = renew;
        }
        else if (parameters.CalculateTeeTimes)
        {
            t1 = (uint)Math.Round(lifetime * parameters.T1Percent, MidpointRounding.AwayFromZero);
        }

        if (t1 > 0 && t1 < (hasT2 ? t2 : lifetime))
        {
            engine.Reply.Set(OptionCode4.RenewalTime, t1);
        }
    }
}
