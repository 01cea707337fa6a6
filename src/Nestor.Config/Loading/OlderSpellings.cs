using Nestor.Config.Keywords;
using Nestor.Json;

namespace Nestor.Config.Loading;

/// <summary>Keywords of older versions that say in one what several say today.</summary>
internal static class OlderSpellings
{
    private const string ReservationMode = "reservation-mode";
    private const string ConflictResolution = "ddns-use-conflict-resolution";

    /// <summary>Each mode by name, and what it means to reservations-global, -in-subnet and -out-of-pool; null leaves it as inherited.</summary>
    private static readonly (string Mode, bool Global, bool InSubnet, bool? OutOfPool)[] Modes =
    [
        ("disabled", false, false, null),
        ("off", false, false, null),
        ("out-of-pool", false, true, true),
        ("global", true, false, null),
        ("all", false, true, false),
    ];

    private static readonly string[] Replacing = ["reservations-global", "reservations-in-subnet", "reservations-out-of-pool"];

    /// <summary>Scopes in which Kea knew reservation-mode and ddns-use-conflict-resolution.</summary>
    private static readonly string[] ModeScopes = ["Dhcp4", "Dhcp6", "shared-networks", "subnet4", "subnet6"];

    /// <summary>Members of dhcp-ddns that Kea before 2.5.8 knew, and what the global scope calls them.</summary>
    private static readonly (string Old, string Now)[] MovedFromDdns =
    [
        ("override-no-update", "ddns-override-no-update"),
        ("override-client-update", "ddns-override-client-update"),
        ("replace-client-name", "ddns-replace-client-name"),
        ("generated-prefix", "ddns-generated-prefix"),
        ("qualifying-suffix", "ddns-qualifying-suffix"),
        ("hostname-char-set", "hostname-char-set"),
        ("hostname-char-replacement", "hostname-char-replacement"),
    ];

    /// <summary>The older keywords of a family that are taken apart here.</summary>
    public static IEnumerable<OlderKeyword> Of(KeywordTable keywords) =>
    [
        .. ModeScopes.Where(s => keywords.Find(s, "reservations-global") is not null).Select(s => new OlderKeyword(
            s, ReservationMode, "reservations-global, reservations-in-subnet, reservations-out-of-pool", KeywordType.String,
            string.Join(' ', Modes.Select(m => m.Mode)))),
        .. ModeScopes.Where(s => keywords.Find(s, "reservations-global") is not null).Select(s => new OlderKeyword(
            s, ConflictResolution, "ddns-conflict-resolution-mode", KeywordType.Boolean)),
        .. MovedFromDdns.Select(m => keywords.Find(keywords.Server, m.Now) is { } now
            ? new OlderKeyword("dhcp-ddns", m.Old, m.Now, now.Type, now.Values)
            : null).OfType<OlderKeyword>(),
    ];

    /// <summary>
    /// The server's map with those members of its dhcp-ddns that belong into the global scope today put there. Where
    /// the global scope says it too, it wins, as with Kea.
    /// </summary>
    public static Element MoveDdns(Element server, Diagnostics diagnostics)
    {
        if (server["dhcp-ddns"] is not { Kind: ElementKind.Map } ddns
            || !ddns.Members.Any(m => Array.Exists(MovedFromDdns, moved => moved.Old == m.Name)))
        {
            return server;
        }

        // What is built anew below has lost them.
        SchemaCheck.RefuseRepeats(server, diagnostics);
        SchemaCheck.RefuseRepeats(ddns, diagnostics);
        var kept = new List<Member>();
        var moved = new List<Member>();
        foreach (var member in ddns.Members)
        {
            if (Array.Find(MovedFromDdns, m => m.Old == member.Name).Now is not { } now)
            {
                kept.Add(member);
            }
            else if (server[now] is null)
            {
                diagnostics.Warn(member.Place, $"\"{member.Name}\" in dhcp-ddns is an older keyword; write \"{now}\" in the global scope");
                moved.Add(member with { Name = now });
            }
            else
            {
                diagnostics.Warn(member.Place, $"\"{member.Name}\" in dhcp-ddns is an older keyword and is left out: \"{now}\" of the global scope says it");
            }
        }

        var members = server.Members.Select(m => m.Name == "dhcp-ddns" ? m with { Value = Element.Map(kept, ddns.Place) } : m);
        return Element.Map([.. members, .. moved], server.Place);
    }

    /// <summary>True for a keyword that <see cref="TryExpand"/> may take apart.</summary>
    public static bool IsExpanded(string name) => name is ReservationMode or ConflictResolution;

    /// <summary>Puts today's members in the place of an older one; false when it is none, or (with an error) has a wrong value.</summary>
    public static bool TryExpand(Member member, string scope, Element map, List<Member> into, Diagnostics diagnostics)
    {
        if (member is { Name: ConflictResolution, Value.Kind: ElementKind.Boolean } && ModeScopes.Contains(scope))
        {
            ConflictMode(member, map, into, diagnostics);
            return true;
        }

        if (member.Name != ReservationMode || !ModeScopes.Contains(scope))
        {
            return false;
        }

        int at = Array.FindIndex(Modes, m => string.Equals(m.Mode, member.Value.Text, StringComparison.OrdinalIgnoreCase));
        if (member.Value.Kind != ElementKind.String || at < 0)
        {
            string found = member.Value.Kind == ElementKind.String ? $"\"{member.Value.Text}\"" : Element.NameOf(member.Value.Kind);
            diagnostics.Error(member.Value.Place, $"found {found}, wanted one of disabled, out-of-pool, global, all for \"{ReservationMode}\"");
            return true;
        }

        var (_, isGlobal, isInSubnet, isOutOfPool) = Modes[at];
        var today = new List<Member> { Flag("reservations-global", isGlobal), Flag("reservations-in-subnet", isInSubnet) };
        if (isOutOfPool is { } outOfPool)
        {
            today.Add(Flag("reservations-out-of-pool", outOfPool));
        }

        if (map.Members.FirstOrDefault(m => Replacing.Contains(m.Name)) is { Name: not null } both)
        {
            diagnostics.Error(member.Place, $"found \"{ReservationMode}\" beside \"{both.Name}\", wanted only one of them");
            return true;
        }

        diagnostics.Warn(
            member.Place,
            $"\"{ReservationMode}\" is an older keyword; write {string.Join(", ", today.Select(m => $"\"{m.Name}\": {(m.Value.Boolean ? "true" : "false")}"))}");
        into.AddRange(today);
        return true;

        Member Flag(string name, bool value) => new(name, Element.Of(value, member.Value.Place), member.Place);
    }

    private static void ConflictMode(Member member, Element map, List<Member> into, Diagnostics diagnostics)
    {
        const string Now = "ddns-conflict-resolution-mode";
        string mode = member.Value.Boolean ? "check-with-dhcid" : "no-check-with-dhcid";
        if (map[Now] is not null)
        {
            diagnostics.Warn(member.Place, $"\"{member.Name}\" is an older keyword and is left out: \"{Now}\" beside it says it");
            return;
        }

        diagnostics.Warn(member.Place, $"\"{member.Name}\" is an older keyword; write \"{Now}\": \"{mode}\"");
        into.Add(new Member(Now, Element.Of(mode, member.Value.Place), member.Place));
    }
}
