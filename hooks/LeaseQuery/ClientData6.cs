using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.LeaseQuery;

/// <summary>What an answer tells of a client (RFC 5007 section 4.1.2.2).</summary>
internal static class ClientData6
{
    /// <summary>Starts the option with who the client is and how long ago it was heard of; the caller ends it.</summary>
    /// <param name="newest">The lease it was heard of last for.</param>
    /// <param name="now">Unix seconds.</param>
    public static int Begin(ref OptionWriter6 to, in Lease6View newest, long now)
    {
        int mark = to.Begin(OptionCode6.ClientData);
        if (!newest.Duid.IsEmpty)
        {
            to.Option(OptionCode6.ClientId, newest.Duid);
        }

        int time = to.Begin(OptionCode6.CltTime);
        to.UInt32(Elapsed(in newest, now));
        to.End(time);
        return mark;
    }

    /// <summary>An address or a prefix, with what is left of its lifetimes.</summary>
    public static void Write(ref OptionWriter6 to, in Lease6View lease, long now)
    {
        uint elapsed = Elapsed(in lease, now);
        uint preferred = Left(lease.Fields.PreferredLifetime, elapsed);
        uint valid = Left(lease.Fields.ValidLifetime, elapsed);
        int mark = to.Begin(lease.Fields.Type == LeaseType.Pd ? OptionCode6.IaPrefix : OptionCode6.IaAddr);
        if (lease.Fields.Type == LeaseType.Pd)
        {
            to.UInt32(preferred);
            to.UInt32(valid);
            to.UInt8(lease.Fields.PrefixLength);
            to.Address(lease.Fields.Address);
        }
        else
        {
            to.Address(lease.Fields.Address);
            to.UInt32(preferred);
            to.UInt32(valid);
        }

        to.End(mark);
    }

    private static uint Elapsed(in Lease6View lease, long now) => (uint)Math.Clamp(now - lease.Fields.Cltt, 0, uint.MaxValue);

    /// <summary>All ones never end.</summary>
    private static uint Left(uint lifetime, uint elapsed) => lifetime == uint.MaxValue ? lifetime : lifetime - Math.Min(lifetime, elapsed);
}
