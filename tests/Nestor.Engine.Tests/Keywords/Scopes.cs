namespace Nestor.Engine.Tests.Keywords;

/// <summary>
/// A configuration with subnet 1, 192.0.2.0/24 with the pool .10 to .19, and some text put into one of its maps.
/// </summary>
internal static class Scopes
{
    public const string Global = "Dhcp4";
    public const string Network = "shared-networks";
    public const string Member = "shared-networks/subnet4";
    public const string MemberPool = "shared-networks/subnet4/pools";
    public const string MemberHost = "shared-networks/subnet4/reservations";
    public const string Subnet = "subnet4";
    public const string Pool = "subnet4/pools";
    public const string Host = "subnet4/reservations";
    public const string GlobalHost = "reservations";

    /// <summary>A class that every client is in.</summary>
    public const string Class = "client-classes";

    /// <summary>Where parameters may be set.</summary>
    public static readonly string[] Parameters = [Global, Network, Member, Subnet];

    /// <summary>Where options may be set besides classes.</summary>
    public static readonly string[] Options = [.. Parameters, Pool, MemberPool, Host, MemberHost, GlobalHost];

    /// <param name="set">Members for the scope.</param>
    /// <param name="above">Members for every scope above it, which those of the scope win over; empty for none.</param>
    /// <param name="always">Members of Dhcp4 in any case.</param>
    public static string Text(string scope, string set, string above = "", string always = "")
    {
        string At(string here) => here == scope ? Comma(set) : IsAbove(here, scope) ? Comma(above) : "";
        bool isShared = scope.StartsWith(Network, StringComparison.Ordinal);
        string pool = isShared ? MemberPool : Pool;
        string host = isShared ? MemberHost : Host;
        string reservations = scope == host ? $"\"reservations\": [ {{ {At(host)} \"hw-address\": \"02:00:00:00:00:01\" }} ], " : "";
        string subnet = $$"""
            { {{At(isShared ? Member : Subnet)}} {{reservations}} "pools": [ { {{At(pool)}} "pool": "192.0.2.10 - 192.0.2.19" } ],
              "id": 1, "subnet": "192.0.2.0/24" }
            """;
        string hosts = scope == GlobalHost
            ? $"\"reservations-global\": true, \"reservations\": [ {{ {Comma(set)} \"hw-address\": \"02:00:00:00:00:01\" }} ], "
            : "";
        string global = scope == GlobalHost ? Comma(above) : At(Global);
        hosts += scope == Class ? $"\"client-classes\": [ {{ {Comma(set)} \"name\": \"everybody\", \"test\": \"member('ALL')\" }} ], " : "";
        return Comma(always) + global + hosts + (isShared
            ? $"\"shared-networks\": [ {{ {At(Network)} \"name\": \"n\", \"subnet4\": [ {subnet} ] }} ]"
            : $"\"subnet4\": [ {subnet} ]");
    }

    private static bool IsAbove(string upper, string scope) => scope switch
    {
        _ when upper == Global => true,
        Member => upper == Network,
        MemberPool or MemberHost => upper is Network or Member || (scope == MemberHost && upper == MemberPool),
        Pool or Host => upper == Subnet || (scope == Host && upper == Pool),
        _ => false,
    };

    private static string Comma(string members) => members.Length > 0 ? members + ", " : "";
}
