using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Hosts;

namespace Nestor.Engine.Hooking;

/// <summary>Asks libraries what a DHCPv6 client is to be known by.</summary>
internal static class IdentifierHook6
{
    /// <summary>[host6_identifier] Once a query, where host-reservation-identifiers has flex-id, before its reservations are looked for.</summary>
    public static void Run(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Host6Identifier;
        if (!point.IsUsed || exchange.Identifier.IsAsked || !IsWanted(exchange))
        {
            return;
        }

        var call = point.Call;
        call.Exchange = exchange;
        call.Type = HostIdentifierType.FlexId;
        call.Value = default;
        bool isMeant = point.Run() == NextStep.Continue;
        exchange.Identifier.Set(call.Type, isMeant ? call.Value.Span : default);
    }

    private static bool IsWanted(Exchange6 exchange)
    {
        // By number: to walk a list behind its interface allocates.
        var types = exchange.Settings.HostIdentifiers;
        for (int i = 0; i < types.Count; i++)
        {
            if (types[i] == HostIdentifierType.FlexId)
            {
                return true;
            }
        }

        return false;
    }
}
