using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// Which configured options go into a reply: what the client asked for, what is always sent, and the few that are
/// sent unasked; of each the first scope's that has it: reservation, pool, subnet, shared network, globe.
/// </summary>
public static class ConfiguredOptions4
{
    /// <summary>Sent when configured, asked for or not.</summary>
    private static readonly byte[] Unasked =
        [OptionCode4.Routers, OptionCode4.DomainNameServers, OptionCode4.DomainName];

    /// <summary>Options the server makes itself; a configured one with such a code is not looked at here.</summary>
    private static readonly bool[] Managed = ManagedCodes();

    public static void Add(Engine4 engine, Exchange4 exchange)
    {
        var scopes = new Scopes(exchange);
        if (exchange.Query.TryOption(OptionCode4.ParameterRequestList, out var asked))
        {
            foreach (byte code in asked)
            {
                Add(engine.Reply, in scopes, code);
            }
        }

        foreach (byte code in Unasked)
        {
            Add(engine.Reply, in scopes, code);
        }

        for (int i = 0; i < Scopes.Count; i++)
        {
            foreach (byte code in scopes[i].AlwaysSend)
            {
                Add(engine.Reply, in scopes, code);
            }
        }

        for (int i = 0; i < Scopes.Count; i++)
        {
            foreach (byte code in scopes[i].NeverSend)
            {
                engine.Reply.Remove(code);
            }
        }

        VendorOptions4.Add(engine, exchange, in scopes);
    }

    /// <summary>The option as the first scope has it; null when none has.</summary>
    public static ConfiguredOption? Find(in Scopes scopes, byte code)
    {
        for (int i = 0; i < Scopes.Count; i++)
        {
            if (scopes[i].Find(code) is { } option)
            {
                return option;
            }
        }

        return null;
    }

    private static void Add(ReplyBuilder4 reply, in Scopes scopes, byte code)
    {
        if (!Managed[code] && !reply.Has(code) && Find(in scopes, code) is { } option)
        {
            reply.Set(option);
        }
    }

    private static bool[] ManagedCodes()
    {
        var managed = new bool[256];
        foreach (byte code in (ReadOnlySpan<byte>)
            [
                OptionCode4.Pad, OptionCode4.RequestedAddress, OptionCode4.LeaseTime, OptionCode4.Overload,
                OptionCode4.MessageType, OptionCode4.ServerIdentifier, OptionCode4.ParameterRequestList,
                OptionCode4.RenewalTime, OptionCode4.RebindingTime, OptionCode4.RelayAgentInfo, OptionCode4.End,
            ])
        {
            managed[code] = true;
        }

        return managed;
    }

    /// <summary>The option sets a reply draws from, the one that wins first.</summary>
    public readonly ref struct Scopes(Exchange4 exchange)
    {
        public const int Count = 5;

        private readonly OptionSet _host = exchange.Host?.Options ?? OptionSet.Empty;
        private readonly OptionSet _pool = exchange.Pool?.Options ?? OptionSet.Empty;
        private readonly OptionSet _subnet = exchange.Subnet?.Options ?? OptionSet.Empty;
        private readonly OptionSet _network = exchange.Subnet?.Network?.Options ?? OptionSet.Empty;
        private readonly OptionSet _global = exchange.Settings.Options;

        public OptionSet this[int index] => index switch
        {
            0 => _host,
            1 => _pool,
            2 => _subnet,
            3 => _network,
            _ => _global,
        };
    }
}
