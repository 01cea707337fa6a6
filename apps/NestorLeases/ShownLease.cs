using System.Net;
using System.Text;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Wire.Options;

namespace NestorLeases;

/// <summary>A lease of either family on its way to the terminal, wherever it was read. Times are Unix seconds, lifetimes seconds.</summary>
internal sealed record ShownLease
{
    public required Universe Family { get; init; }

    public required IPAddress Address { get; init; }

    /// <summary>128 for an IPv6 address, and less for a prefix.</summary>
    public int PrefixLength { get; init; } = 128;

    /// <summary>With colons; empty when not known.</summary>
    public string HardwareAddress { get; init; } = "";

    /// <summary>Client identifier (v4) or DUID (v6), with colons; empty when there is none.</summary>
    public string Identifier { get; init; } = "";

    public long ValidLifetime { get; init; }

    public long PreferredLifetime { get; init; }

    public long Cltt { get; init; }

    public long SubnetId { get; init; }

    public long PoolId { get; init; }

    public long Iaid { get; init; }

    public long HardwareType { get; init; }

    public long HardwareSource { get; init; }

    public bool IsFqdnForward { get; init; }

    public bool IsFqdnReverse { get; init; }

    public string Hostname { get; init; } = "";

    public LeaseState State { get; init; }

    /// <summary>JSON text; empty when there is none.</summary>
    public string UserContext { get; init; } = "";

    public bool IsPrefix => PrefixLength < 128;

    public bool IsInfinite => ValidLifetime == uint.MaxValue;

    public bool IsHeldAt(long now) => State is LeaseState.Default or LeaseState.Registered && !IsExpiredAt(now);

    public bool IsExpiredAt(long now) => !IsInfinite && Cltt + ValidLifetime < now;

    /// <summary>The state in a word; a lease that ran out and was not reclaimed yet is expired as well.</summary>
    public string StateAt(long now) => State switch
    {
        LeaseState.Declined => "declined",
        LeaseState.ExpiredReclaimed => "reclaimed",
        LeaseState.Released => "released",
        LeaseState.Registered when !IsExpiredAt(now) => "registered",
        _ => IsExpiredAt(now) ? "expired" : "active",
    };

    public static ShownLease Of(LeaseTable4 table, int slot)
    {
        ref readonly var f = ref table.Fields(slot);
        return new ShownLease
        {
            Family = Universe.V4,
            Address = IPAddress.Parse(f.Address.ToString()),
            HardwareAddress = Hex(table.HardwareAddress(slot)),
            Identifier = Hex(table.ClientId(slot)),
            ValidLifetime = f.ValidLifetime,
            Cltt = f.Cltt,
            SubnetId = f.SubnetId,
            PoolId = f.PoolId,
            IsFqdnForward = f.IsFqdnForward,
            IsFqdnReverse = f.IsFqdnReverse,
            Hostname = Encoding.Latin1.GetString(table.Hostname(slot)),
            State = f.State,
            UserContext = Encoding.UTF8.GetString(table.UserContext(slot)),
        };
    }

    public static ShownLease Of(LeaseTable6 table, int slot)
    {
        ref readonly var f = ref table.Fields(slot);
        return new ShownLease
        {
            Family = Universe.V6,
            Address = IPAddress.Parse(f.Address.ToString()),
            PrefixLength = f.Type == LeaseType.Pd ? f.PrefixLength : 128,
            HardwareAddress = Hex(table.HardwareAddress(slot)),
            Identifier = Hex(table.Duid(slot)),
            ValidLifetime = f.ValidLifetime,
            PreferredLifetime = f.PreferredLifetime,
            Cltt = f.Cltt,
            SubnetId = f.SubnetId,
            PoolId = f.PoolId,
            Iaid = f.Iaid,
            HardwareType = f.HardwareType,
            HardwareSource = (long)f.HardwareSource,
            IsFqdnForward = f.IsFqdnForward,
            IsFqdnReverse = f.IsFqdnReverse,
            Hostname = Encoding.Latin1.GetString(table.Hostname(slot)),
            State = f.State,
            UserContext = Encoding.UTF8.GetString(table.UserContext(slot)),
        };
    }

    /// <summary>A lease as the lease commands answer it; null when it has no address.</summary>
    public static ShownLease? Of(Element lease, Universe family)
    {
        if (!IPAddress.TryParse(lease["ip-address"]?.Text, out var address))
        {
            return null;
        }

        return new ShownLease
        {
            Family = family,
            Address = address,
            PrefixLength = lease["type"]?.Text == "IA_PD" ? (int)(lease["prefix-len"]?.Integer ?? 128) : 128,
            HardwareAddress = lease["hw-address"]?.Text ?? "",
            Identifier = lease[family == Universe.V4 ? "client-id" : "duid"]?.Text ?? "",
            ValidLifetime = lease["valid-lft"]?.Integer ?? 0,
            PreferredLifetime = lease["preferred-lft"]?.Integer ?? 0,
            Cltt = lease["cltt"]?.Integer ?? 0,
            SubnetId = lease["subnet-id"]?.Integer ?? 0,
            PoolId = lease["pool-id"]?.Integer ?? 0,
            Iaid = lease["iaid"]?.Integer ?? 0,
            IsFqdnForward = lease["fqdn-fwd"]?.Boolean ?? false,
            IsFqdnReverse = lease["fqdn-rev"]?.Boolean ?? false,
            Hostname = lease["hostname"]?.Text ?? "",
            State = (LeaseState)(lease["state"]?.Integer ?? 0),
            UserContext = lease["user-context"] is { } context ? JsonWriter.Compact(context) : "",
        };
    }

    private static string Hex(ReadOnlySpan<byte> bytes) =>
        string.Join(':', Convert.ToHexStringLower(bytes).Chunk(2).Select(pair => new string(pair)));
}
