using Nestor.Engine.Reservations;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What a trace says of an address that was thought of and not taken.</summary>
internal static class CandidateTrace
{
    /// <param name="source">Who thought of it.</param>
    public static (string Name, Element Value)[] Refused(Engine4 engine, Exchange4 exchange, string source, Ip4 address)
    {
        string reason =
            !Allocation4.IsPooled(engine, exchange.Subnet!, address) ? "no pool has it"
            : !Allocation4.TryMoveToPoolOf(engine, exchange, address) ? "the classes of its pool do not let the client in"
            : HostLookup4.IsReservedForOther(engine, exchange, address) ? "it is reserved for another client"
            : "another client holds it";
        return [("source", Element.Of(source)), ("address", Element.Of(address.ToString())), ("taken", Element.Of(false)), ("reason", Element.Of(reason))];
    }
}
