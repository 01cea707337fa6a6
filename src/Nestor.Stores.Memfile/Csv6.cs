using System.Text;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>One row of Kea's DHCPv6 lease file, schema 5.0: eighteen columns, no quotes, `&amp;#x` escapes.</summary>
public readonly struct Csv6 : ILeaseCsv<Lease6View, Ip6>
{
    /// <summary>Longest DUID (RFC 9915 section 11.1).</summary>
    private const int MaxDuid = 130;

    private static readonly byte[] Names =
    [
        .. "address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,"u8,
        .. "fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id"u8,
    ];

    public static string Family => "DHCPv6";

    public static int Columns => 18;

    public static int OldestColumns => 12;

    /// <summary>First line of a file, without its end.</summary>
    public static ReadOnlySpan<byte> Header => Names;

    /// <summary>How Kea writes the DUID of a declined lease, which has none.</summary>
    private static ReadOnlySpan<byte> NoDuid => [0, 0, 0];

    /// <summary>Most bytes the row of a lease can take.</summary>
    public static int MaxLength(in Lease6View lease) =>
        240 + (3 * (lease.HardwareAddress.Length + lease.Duid.Length)) + (5 * (lease.Hostname.Length + lease.UserContext.Length));

    public static Ip6 AddressOf(in Lease6View lease) => lease.Fields.Address;

    public static bool IsDeletion(in Lease6View lease) => lease.Fields.ValidLifetime == 0;

    /// <summary>Writes a row with its line end; <paramref name="to"/> has room for <see cref="MaxLength"/>.</summary>
    /// <param name="isDelete">A row with a valid lifetime of 0, which removes the lease when the file is read.</param>
    public static int Write(in Lease6View lease, bool isDelete, Span<byte> to)
    {
        ref readonly var f = ref lease.Fields;
        uint lifetime = isDelete ? 0 : f.ValidLifetime;
        var row = new CsvRowWriter(to);
        row.Address(f.Address);
        row.Hex(lease.Duid.IsEmpty ? NoDuid : lease.Duid);
        row.Number(lifetime);
        row.Number(f.Cltt + lifetime);
        row.Number(f.SubnetId);
        row.Number(f.PreferredLifetime);
        row.Number((byte)f.Type);
        row.Number(f.Iaid);
        row.Number(f.PrefixLength);
        row.Flag(f.IsFqdnForward);
        row.Flag(f.IsFqdnReverse);
        row.Text(lease.Hostname);
        row.Hex(lease.HardwareAddress);
        row.Number((byte)f.State);
        row.Text(lease.UserContext);
        if (lease.HardwareAddress.IsEmpty)
        {
            row.Nothing();
            row.Nothing();
        }
        else
        {
            row.Number(f.HardwareType);
            row.Number((uint)f.HardwareSource);
        }

        row.Number(f.PoolId);
        return row.End();
    }

    /// <summary>Reads a row of at least twelve columns without its line end. The view looks into <paramref name="scratch"/>.</summary>
    /// <param name="error">The name of the first column that is wrong.</param>
    public static bool TryRead(ReadOnlySpan<byte> row, Span<byte> scratch, out Lease6View lease, out string error)
    {
        lease = default;
        ref var f = ref lease.Fields;
        var reader = new CsvRowReader(row, scratch);
        if (!TryAddress(reader.Next("address"), out f.Address)
            || !reader.TryHex("duid", MaxDuid, out lease.Duid)
            || !reader.TryNumber("valid_lifetime", uint.MaxValue, out long lifetime)
            || !reader.TryNumber("expire", CsvLimits.Expire, out long expire)
            || !reader.TryNumber("subnet_id", uint.MaxValue, out long subnet)
            || !reader.TryNumber("pref_lifetime", uint.MaxValue, out long preferred)
            || !reader.TryNumber("lease_type", (long)LeaseType.Pd, out long type) || type == 1
            || !reader.TryNumber("iaid", uint.MaxValue, out long iaid)
            || !reader.TryNumber("prefix_len", 128, out long length)
            || !reader.TryFlag("fqdn_fwd", out f.IsFqdnForward)
            || !reader.TryFlag("fqdn_rev", out f.IsFqdnReverse)
            || !reader.TryText("hostname", CsvLimits.Hostname, out lease.Hostname)
            || !reader.TryLaterHex("hwaddr", CsvLimits.HardwareAddress, out lease.HardwareAddress)
            || !reader.TryLaterNumber("state", (long)LeaseState.Registered, 0, out long state)
            || !reader.TryLaterText("user_context", CsvLimits.UserContext, out lease.UserContext)
            || !reader.TryMaybeNumber("hwtype", ushort.MaxValue, 1, out long hardwareType)
            || !reader.TryMaybeNumber("hwaddr_source", uint.MaxValue, 0, out long source)
            || !reader.TryLaterNumber("pool_id", uint.MaxValue, 0, out long pool))
        {
            error = reader.Column;
            return false;
        }

        f.ValidLifetime = (uint)lifetime;
        f.Cltt = expire - lifetime;
        f.SubnetId = (uint)subnet;
        f.PreferredLifetime = (uint)preferred;
        f.Type = (LeaseType)type;
        f.Iaid = (uint)iaid;
        f.PrefixLength = (byte)length;
        f.State = (LeaseState)state;
        f.PoolId = (uint)pool;
        bool hasHardware = !lease.HardwareAddress.IsEmpty;
        f.HardwareType = hasHardware ? (ushort)hardwareType : (ushort)0;
        f.HardwareSource = hasHardware ? (HardwareSource)source : HardwareSource.Unknown;

        // Kea has a name for no DUID; only a declined lease may have none.
        error = "duid";
        bool isNone = lease.Duid.SequenceEqual(NoDuid);
        bool isGood = isNone ? f.State == LeaseState.Declined : !lease.Duid.IsEmpty;
        lease.Duid = isNone ? default : lease.Duid;
        return isGood;
    }

    private static bool TryAddress(ReadOnlySpan<byte> text, out Ip6 address)
    {
        address = default;
        Span<char> characters = stackalloc char[Ip6.MaxText];
        return text.Length <= Ip6.MaxText && Encoding.ASCII.TryGetChars(text, characters, out int length)
            && Ip6.TryParse(characters[..length], out address);
    }
}
