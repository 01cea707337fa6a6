using System.Globalization;
using System.Text;
using Nestor.Json;
using Nestor.Model.Leases;

namespace StandardLibraries.LeaseCmds;

/// <summary>Leases as JSON in Kea's form: members in the order of the alphabet, what is not there left out.</summary>
internal static class LeaseText
{
    public static void Write(in Lease4View lease, StringBuilder to)
    {
        ref readonly var f = ref lease.Fields;
        to.Append("{ ");
        if (!lease.ClientId.IsEmpty)
        {
            Hex("\"client-id\": \"", lease.ClientId, to).Append("\", ");
        }

        to.Append("\"cltt\": ").Append(f.Cltt);
        Names(f.IsFqdnForward, f.IsFqdnReverse, lease.Hostname, to);
        Hex(", \"hw-address\": \"", lease.HardwareAddress, to).Append('"');
        to.Append(CultureInfo.InvariantCulture, $", \"ip-address\": \"{f.Address}\"");
        PoolId(f.PoolId, to);
        End(f.State, f.SubnetId, lease.UserContext, f.ValidLifetime, null, to);
    }

    public static void Write(in Lease6View lease, StringBuilder to)
    {
        ref readonly var f = ref lease.Fields;
        bool isPrefix = f.Type == LeaseType.Pd;
        to.Append("{ \"cltt\": ").Append(f.Cltt);
        Hex(", \"duid\": \"", lease.Duid.IsEmpty ? [0, 0, 0] : lease.Duid, to).Append('"');
        Names(f.IsFqdnForward, f.IsFqdnReverse, lease.Hostname, to);
        if (!lease.HardwareAddress.IsEmpty)
        {
            Hex(", \"hw-address\": \"", lease.HardwareAddress, to).Append('"');
        }

        to.Append(", \"iaid\": ").Append(f.Iaid);
        to.Append(CultureInfo.InvariantCulture, $", \"ip-address\": \"{f.Address}\"");
        PoolId(f.PoolId, to);
        to.Append(", \"preferred-lft\": ").Append(f.PreferredLifetime);
        if (isPrefix)
        {
            to.Append(", \"prefix-len\": ").Append(f.PrefixLength);
        }

        End(f.State, f.SubnetId, lease.UserContext, f.ValidLifetime, isPrefix ? "IA_PD" : "IA_NA", to);
    }

    private static void Names(bool isForward, bool isReverse, ReadOnlySpan<byte> hostname, StringBuilder to)
    {
        to.Append(isForward ? ", \"fqdn-fwd\": true" : ", \"fqdn-fwd\": false")
            .Append(isReverse ? ", \"fqdn-rev\": true" : ", \"fqdn-rev\": false")
            .Append(", \"hostname\": ");
        if (hostname.IsEmpty)
        {
            to.Append("\"\"");
        }
        else
        {
            JsonWriter.Compact(Element.Of(Encoding.UTF8.GetString(hostname)), to);
        }
    }

    private static void PoolId(uint id, StringBuilder to)
    {
        if (id != 0)
        {
            to.Append(", \"pool-id\": ").Append(id);
        }
    }

    private static void End(
        LeaseState state, uint subnetId, ReadOnlySpan<byte> context, uint lifetime, string? type, StringBuilder to)
    {
        to.Append(", \"state\": ").Append((int)state).Append(", \"subnet-id\": ").Append(subnetId);
        if (type is not null)
        {
            to.Append(", \"type\": \"").Append(type).Append('"');
        }

        // What is in a lease file may be no JSON: it is read before it goes into an answer.
        if (UserContext.Parse(context) is { } map)
        {
            to.Append(", \"user-context\": ");
            JsonWriter.Compact(UserContext.Sorted(map), to);
        }

        to.Append(", \"valid-lft\": ").Append(lifetime).Append(" }");
    }

    private static StringBuilder Hex(string before, ReadOnlySpan<byte> bytes, StringBuilder to)
    {
        const string Digits = "0123456789abcdef";
        Span<char> text = stackalloc char[3 * 256];
        int used = 0;
        foreach (byte b in bytes)
        {
            text[used++] = Digits[b >> 4];
            text[used++] = Digits[b & 15];
            text[used++] = ':';
        }

        return to.Append(before).Append(text[..Math.Max(0, used - 1)]);
    }
}
