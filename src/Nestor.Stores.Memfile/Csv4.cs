using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>One row of Kea's DHCPv4 lease file, schema 3.0: twelve columns, no quotes, `&amp;#x` escapes.</summary>
public readonly struct Csv4 : ILeaseCsv<Lease4View, Ip4>
{
    private static readonly byte[] Names =
        "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id"u8
            .ToArray();

    public static string Family => "DHCPv4";

    public static int Columns => 12;

    public static int OldestColumns => 9;

    /// <summary>First line of a file, without its end.</summary>
    public static ReadOnlySpan<byte> Header => Names;

    /// <summary>Most bytes the row of a lease can take.</summary>
    public static int MaxLength(in Lease4View lease) =>
        160 + (3 * (lease.HardwareAddress.Length + lease.ClientId.Length)) + (5 * (lease.Hostname.Length + lease.UserContext.Length));

    public static Ip4 AddressOf(in Lease4View lease) => lease.Fields.Address;

    public static bool IsDeletion(in Lease4View lease) => lease.Fields.ValidLifetime == 0;

    /// <summary>Writes a row with its line end; <paramref name="to"/> has room for <see cref="MaxLength"/>.</summary>
    /// <param name="isDelete">A row with lifetime 0, which removes the lease when the file is read.</param>
    public static int Write(in Lease4View lease, bool isDelete, Span<byte> to)
    {
        ref readonly var f = ref lease.Fields;
        uint lifetime = isDelete ? 0 : f.ValidLifetime;
        var row = new CsvRowWriter(to);
        row.Address(f.Address);
        row.Hex(lease.HardwareAddress);
        row.Hex(lease.ClientId);
        row.Number(lifetime);
        row.Number(f.Cltt + lifetime);
        row.Number(f.SubnetId);
        row.Flag(f.IsFqdnForward);
        row.Flag(f.IsFqdnReverse);
        row.Text(lease.Hostname);
        row.Number((byte)f.State);
        row.Text(lease.UserContext);
        row.Number(f.PoolId);
        return row.End();
    }

    /// <summary>Reads a row of at least nine columns without its line end. The view looks into <paramref name="scratch"/>.</summary>
    /// <param name="error">The name of the first column that is wrong.</param>
    public static bool TryRead(ReadOnlySpan<byte> row, Span<byte> scratch, out Lease4View lease, out string error)
    {
        lease = default;
        ref var f = ref lease.Fields;
        var reader = new CsvRowReader(row, scratch);
        if (!TryAddress(reader.Next("address"), out f.Address)
            || !reader.TryHex("hwaddr", CsvLimits.HardwareAddress, out lease.HardwareAddress)
            || !reader.TryHex("client_id", 255, out lease.ClientId)
            || !reader.TryNumber("valid_lifetime", uint.MaxValue, out long lifetime)
            || !reader.TryNumber("expire", CsvLimits.Expire, out long expire)
            || !reader.TryNumber("subnet_id", uint.MaxValue, out long subnet)
            || !reader.TryFlag("fqdn_fwd", out f.IsFqdnForward)
            || !reader.TryFlag("fqdn_rev", out f.IsFqdnReverse)
            || !reader.TryText("hostname", CsvLimits.Hostname, out lease.Hostname)
            || !reader.TryLaterNumber("state", (long)LeaseState.Released, 0, out long state)
            || !reader.TryLaterText("user_context", CsvLimits.UserContext, out lease.UserContext)
            || !reader.TryLaterNumber("pool_id", uint.MaxValue, 0, out long pool))
        {
            error = reader.Column;
            return false;
        }

        f.ValidLifetime = (uint)lifetime;
        f.Cltt = expire - lifetime;
        f.SubnetId = (uint)subnet;
        f.State = (LeaseState)state;
        f.PoolId = (uint)pool;

        // Without either identifier only a declined address makes sense.
        error = "hwaddr and client_id";
        return !lease.HardwareAddress.IsEmpty || !lease.ClientId.IsEmpty || f.State == LeaseState.Declined;
    }

    private static bool TryAddress(ReadOnlySpan<byte> text, out Ip4 address)
    {
        address = default;
        uint value = 0;
        uint part = 0;
        int parts = 1;
        int digits = 0;
        foreach (byte b in text)
        {
            if (b == '.')
            {
                if (digits == 0 || ++parts > 4)
                {
                    return false;
                }

                value = (value << 8) | part;
                part = 0;
                digits = 0;
            }
            else if (b is >= (byte)'0' and <= (byte)'9' && ++digits <= 3)
            {
                part = (part * 10) + (uint)(b - '0');
                if (part > 255)
                {
                    return false;
                }
            }
            else
            {
                return false;
            }
        }

        address = new Ip4((value << 8) | part);
        return parts == 4 && digits > 0;
    }
}
