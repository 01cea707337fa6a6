using System.Text;
using Nestor.Config.Loading;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>
/// As <see cref="Scopes"/> for DHCPv6: subnet 1 is 2001:db8::/64 on eth0 with the pool ::10 to ::19 and prefixes of 64
/// bits out of 3000::/60.
/// </summary>
internal static class Scopes6
{
    public const string PdPool = "subnet6/pd-pools";
    public const string MemberPdPool = "shared-networks/subnet6/pd-pools";

    public static readonly byte[] Na = Bench6.Ia(OptionCode6.IaNa, 1);
    public static readonly byte[] Pd = Bench6.Ia(OptionCode6.IaPd, 1);

    /// <summary>Where options may be set.</summary>
    public static readonly string[] Options = [.. Scopes.Options, PdPool, MemberPdPool];

    /// <inheritdoc cref="Scopes.Text"/>
    /// <param name="inSubnet">Members of the subnet in any case.</param>
    public static string Text(string scope, string set, string above = "", string always = "", string inSubnet = "")
    {
        bool isPd = scope is PdPool or MemberPdPool;
        string text = scope switch
        {
            PdPool => Scopes.Text(Scopes.Pool, "", above, always),
            MemberPdPool => Scopes.Text(Scopes.MemberPool, "", above, always),
            _ => Scopes.Text(scope, set, above, always),
        };
        string pd = isPd && set.Length > 0 ? set + ", " : "";
        return text.Replace("subnet4", "subnet6", StringComparison.Ordinal)
            .Replace("192.0.2.10 - 192.0.2.19", "2001:db8::10 - 2001:db8::19", StringComparison.Ordinal)
            .Replace("192.0.2.0/24", "2001:db8::/64", StringComparison.Ordinal)
            .Replace(
                "\"id\": 1,",
                $"{(inSubnet.Length > 0 ? inSubnet + ", " : "")}\"id\": 1, \"interface\": \"eth0\", "
                + $"\"pd-pools\": [ {{ {pd}\"prefix\": \"3000::\", \"prefix-len\": 60, \"delegated-len\": 64 }} ],",
                StringComparison.Ordinal);
    }

    /// <summary>An engine with the members as its Dhcp6.</summary>
    public static Bench6 Bench(string members)
    {
        var result = ConfigLoader.Load6(Encoding.UTF8.GetBytes("{ \"Dhcp6\": { " + members + " } }"), "test", null);
        Assert.True(result.Settings is not null, string.Join('\n', result.Diagnostics.All));
        return new Bench6(result.Settings!);
    }

    public static byte[]? Solicit(Bench6 bench, params byte[][] options) =>
        bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, options));

    /// <summary>What an IA of the first client holds, in order: "2001:db8::10/128" and the like.</summary>
    public static string Held(byte[]? reply) => string.Join(' ', Bench6.Read(reply).Leases.Select(l => l.What.ToString()));
}
