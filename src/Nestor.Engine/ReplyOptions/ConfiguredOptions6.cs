using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// Which configured options go into a reply: what the client asked for and what is always sent; of each the first
/// scope's that has it.
/// </summary>
public static class ConfiguredOptions6
{
    public static void Add(Engine6 engine, Exchange6 exchange)
    {
        var scopes = engine.Scopes;
        FillScopes(scopes, exchange);
        var options = exchange.Query.Options;
        int budget = CodeList6.MaxCodes;
        while (options.TryNext(OptionCode6.Oro, out var list))
        {
            while (budget-- > 0 && CodeList6.TryNext(ref list, out ushort code))
            {
                Add(engine.Reply, scopes, code);
            }
        }

        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (ushort code in scopes[i].AlwaysSend)
            {
                Add(engine.Reply, scopes, code);
            }
        }

        for (int i = 0; i < scopes.Count; i++)
        {
            foreach (ushort code in scopes[i].NeverSend)
            {
                if (!IsManaged(code))
                {
                    engine.Reply.Remove(code);
                }
            }
        }

        EnterpriseOptions6.Add(engine, exchange, scopes);
    }

    /// <summary>What relays ask to be passed on (RFC 6422), in whatever reply, unless the server has it itself.</summary>
    public static void AddSupplied(Engine6 engine, Exchange6 exchange)
    {
        var supplied = new Rsoo6(exchange.Chain);
        while (supplied.TryNext(out ushort code, out var body))
        {
            if ((code == OptionCode6.ErpLocalDomainName || exchange.Settings.RelaySuppliedOptions.Contains(code))
                && !engine.Reply.Has(code))
            {
                engine.Reply.Add(code, body);
            }
        }
    }

    /// <summary>
    /// Where the reply's options come from: reservation, the pools of what was given in their order, subnet, shared
    /// network, classes, globe.
    /// </summary>
    private static void FillScopes(OptionScopes scopes, Exchange6 exchange)
    {
        scopes.Start(exchange.Classes);
        scopes.Add(exchange.Host?.Options);

        // By number: the list is short, and nothing is allocated.
        for (int i = 0; i < exchange.Pools.Count; i++)
        {
            scopes.Add(exchange.Pools[i].Options);
        }

        scopes.Add(exchange.Subnet?.Options);
        scopes.Add(exchange.Subnet?.Network?.Options);
        scopes.AddClasses(exchange.Settings.Classes);
        scopes.Add(exchange.Settings.Options);
    }

    private static void Add(ReplyBuilder6 reply, OptionScopes scopes, ushort code)
    {
        if (!IsManaged(code) && !reply.Has(code) && scopes.Find(code) is { } option)
        {
            reply.Add(option);
        }
    }

    /// <summary>Options the server makes itself; a configured one with such a code is not looked at here.</summary>
    private static bool IsManaged(ushort code) => code switch
    {
        OptionCode6.ClientId or OptionCode6.ServerId or OptionCode6.IaNa or OptionCode6.IaTa or OptionCode6.IaAddr
            or OptionCode6.Oro or OptionCode6.ElapsedTime or OptionCode6.RelayMessage or OptionCode6.Auth
            or OptionCode6.StatusCode or OptionCode6.RapidCommit or OptionCode6.VendorOpts or OptionCode6.InterfaceId
            or OptionCode6.ReconfMsg or OptionCode6.ReconfAccept or OptionCode6.IaPd or OptionCode6.IaPrefix
            or OptionCode6.ClientFqdn or OptionCode6.Ero or OptionCode6.Rsoo or OptionCode6.PdExclude => true,
        _ => false,
    };
}
