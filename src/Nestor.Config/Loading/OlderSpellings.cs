using Nestor.Json;

namespace Nestor.Config.Loading;

/// <summary>Keywords of older versions that say in one what several say today.</summary>
internal static class OlderSpellings
{
    private const string ReservationMode = "reservation-mode";

    /// <summary>Each mode by name, and what it means to reservations-global, -in-subnet and -out-of-pool; null leaves it as inherited.</summary>
    private static readonly (string Mode, bool Global, bool InSubnet, bool? OutOfPool)[] Modes =
    [
        ("disabled", false, false, null),
        ("off", false, false, null),
        ("out-of-pool", false, true, true),
        ("global", true, false, null),
        ("all", false, true, false),
    ];

    /// <summary>Scopes in which Kea before 2.6 knew reservation-mode.</summary>
    private static readonly string[] ModeScopes = ["Dhcp4", "Dhcp6", "shared-networks", "subnet4", "subnet6"];

    /// <summary>Puts today's members in the place of an older one; false when it is none, or (with an error) has a wrong value.</summary>
    public static bool TryExpand(Member member, string scope, Element map, List<Member> into, Diagnostics diagnostics)
    {
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

        if (map.Members.FirstOrDefault(m => m.Name.StartsWith("reservations-", StringComparison.Ordinal)) is { } both)
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
}
