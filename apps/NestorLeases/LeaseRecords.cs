using System.Globalization;
using System.Text;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Stores.Memfile;
using Nestor.Wire.Options;

namespace NestorLeases;

/// <summary>Leases for machines: as the lease commands answer them, and as rows of a lease file.</summary>
internal static class LeaseRecords
{
    public static Element Json(ShownLease lease)
    {
        bool is4 = lease.Family == Universe.V4;
        var members = new List<(string Name, Element? Value)>
        {
            ("client-id", is4 && lease.Identifier.Length > 0 ? Element.Of(lease.Identifier) : null),
            ("cltt", Element.Of(lease.Cltt)),
            ("duid", is4 ? null : Element.Of(lease.Identifier)),
            ("fqdn-fwd", Element.Of(lease.IsFqdnForward)),
            ("fqdn-rev", Element.Of(lease.IsFqdnReverse)),
            ("hostname", Element.Of(lease.Hostname)),
            ("hw-address", is4 || lease.HardwareAddress.Length > 0 ? Element.Of(lease.HardwareAddress) : null),
            ("iaid", is4 ? null : Element.Of(lease.Iaid)),
            ("ip-address", Element.Of(lease.Address.ToString())),
            ("pool-id", lease.PoolId > 0 ? Element.Of(lease.PoolId) : null),
            ("preferred-lft", is4 ? null : Element.Of(lease.PreferredLifetime)),
            ("prefix-len", lease.IsPrefix ? Element.Of(lease.PrefixLength) : null),
            ("state", Element.Of((long)lease.State)),
            ("subnet-id", Element.Of(lease.SubnetId)),
            ("type", is4 ? null : Element.Of(lease.IsPrefix ? "IA_PD" : "IA_NA")),
            ("user-context", Context(lease)),
            ("valid-lft", Element.Of(lease.ValidLifetime)),
        };
        return Element.Map(members.Where(m => m.Value is not null).Select(m => new Member(m.Name, m.Value!, SourcePlace.None)));
    }

    /// <summary>The first line of a lease file.</summary>
    public static string CsvHead(Universe family) => Encoding.ASCII.GetString(family == Universe.V4 ? Csv4.Header : Csv6.Header);

    public static string Csv(ShownLease lease)
    {
        var row = new StringBuilder();
        void Add(object value) => row.Append(row.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{value}");
        Add(lease.Address);
        if (lease.Family == Universe.V4)
        {
            Add(lease.HardwareAddress);
        }

        Add(lease.Family == Universe.V6 && lease.Identifier.Length == 0 ? "00:00:00" : lease.Identifier);
        Add(lease.ValidLifetime);
        Add(lease.Cltt + lease.ValidLifetime);
        Add(lease.SubnetId);
        if (lease.Family == Universe.V6)
        {
            Add(lease.PreferredLifetime);
            Add((int)(lease.IsPrefix ? LeaseType.Pd : LeaseType.Na));
            Add(lease.Iaid);
            Add(lease.PrefixLength);
        }

        Add(lease.IsFqdnForward ? 1 : 0);
        Add(lease.IsFqdnReverse ? 1 : 0);
        Add(Escaped(Encoding.Latin1.GetBytes(lease.Hostname)));
        if (lease.Family == Universe.V6)
        {
            Add(lease.HardwareAddress);
        }

        Add((int)lease.State);
        Add(Escaped(Encoding.UTF8.GetBytes(lease.UserContext)));
        if (lease.Family == Universe.V6)
        {
            bool isKnown = lease.HardwareAddress.Length > 0;
            Add(isKnown ? lease.HardwareType : "");
            Add(isKnown ? lease.HardwareSource : "");
        }

        Add(lease.PoolId);
        return row.ToString();
    }

    private static Element? Context(ShownLease lease) => lease.UserContext.Length == 0
        ? null
        : JsonReader.Read(Encoding.UTF8.GetBytes(lease.UserContext), "user-context", new Diagnostics()) ?? Element.Of(lease.UserContext);

    private static string Escaped(byte[] text) =>
        string.Concat(text.Select(b => b is < 0x20 or > 0x7e or (byte)',' or (byte)'&' ? $"&#x{b:x2}" : ((char)b).ToString()));
}
