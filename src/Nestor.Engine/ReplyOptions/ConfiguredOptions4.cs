using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// Which configured options go into a reply: what the client asked for, what is always sent, and the few that are
/// sent unasked; of each the first scope's that has it for this client.
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
        var scopes = engine.Scopes;
        if (exchange.Query.TryOption(OptionCode4.ParameterRequestList, out var asked))
        {
            foreach (byte code in asked)
            {
                Add(engine.Reply, scopes, code);
            }
        }

        foreach (byte code in Unasked)
        {
            Add(engine.Reply, scopes, code);
        }

        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (byte code in scopes[i].AlwaysSend)
            {
                Add(engine.Reply, scopes, code);
            }
        }

        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (byte code in scopes[i].NeverSend)
            {
                engine.Reply.Remove(code);
            }
        }

        VendorOptions4.Add(engine, exchange, scopes);
    }

    private static void Add(ReplyBuilder4 reply, OptionScopes scopes, byte code)
    {
        if (!Managed[code] && !reply.Has(code) && scopes.Find(code) is { } option)
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
                OptionCode4.RenewalTime, OptionCode4.RebindingTime, OptionCode4.RelayAgentInfo, OptionCode4.Vivso, OptionCode4.End,
            ])
        {
            managed[code] = true;
        }

        return managed;
    }

    /// <summary>Where the reply's options come from: reservation, pool, subnet, shared network, classes, globe.</summary>
    public static void FillScopes(OptionScopes scopes, Exchange4 exchange)
    {
        scopes.Start(exchange.Classes);
        scopes.Add(exchange.Host?.Options);
        scopes.Add(exchange.Pool?.Options);
        scopes.Add(exchange.Subnet?.Options);
        scopes.Add(exchange.Subnet?.Network?.Options);
        scopes.AddClasses(exchange.Settings.Classes);
        scopes.Add(exchange.Settings.Options);
    }
}
