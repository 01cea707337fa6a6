using Nestor.Engine.Allocation;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Whether what a client gives back or declines is its own.</summary>
internal static class OwnLeases
{
    public enum Finding
    {
        Own,
        Unknown,
        OtherClient,
        OtherIa,
        NotAssigned,
    }

    /// <summary>Looks at one address or prefix of the IA at hand.</summary>
    /// <param name="slot">Of the lease; -1 when there is none.</param>
    public static Finding Look(Engine6 engine, Exchange6 exchange, Prefix6 what, out int slot)
    {
        var leases = engine.Leases;
        slot = engine.Ia.IsPrefixes ? leases.FindPrefix(what.Address, what.Length) : leases.FindAddress(what.Address);
        if (slot < 0)
        {
            return Finding.Unknown;
        }

        ref readonly var fields = ref leases.Fields(slot);
        if (!leases.Duid(slot).SequenceEqual(exchange.Duid))
        {
            return Finding.OtherClient;
        }

        if (fields.Iaid != engine.Ia.Iaid)
        {
            return Finding.OtherIa;
        }

        return fields.State == LeaseState.Default ? Finding.Own : Finding.NotAssigned;
    }

    /// <summary>What to tell the client.</summary>
    public static ReadOnlySpan<byte> Text(Finding finding) => finding switch
    {
        Finding.Unknown => "this lease is not known"u8,
        Finding.OtherClient => "this lease is another client's"u8,
        Finding.OtherIa => "this lease is of another IA"u8,
        Finding.NotAssigned => "this lease is over"u8,
        _ => "done"u8,
    };

    /// <summary>The status of an IA of which one lease was found so.</summary>
    public static StatusCode6 Status(Finding finding) =>
        finding == Finding.Own ? StatusCode6.Success : StatusCode6.NoBinding;
}
