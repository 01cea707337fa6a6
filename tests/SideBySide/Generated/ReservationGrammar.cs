using System.Globalization;
using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Reservations for the <see cref="Guest"/>s that are known, by each kind of identifier.</summary>
/// <param name="isShown">Not for exchanges: identifiers that no guest has.</param>
internal sealed class ReservationGrammar(
    Family family, Dice dice, ScopeKeywords keywords, OptionGrammar options, ClassGrammar classes, bool isShown)
{
    private readonly bool _isV4 = family == Family.V4;

    /// <param name="address">Of a number; null for global ones.</param>
    /// <param name="prefix">Of a number, with its length; null where none can be reserved.</param>
    public JsonArray Some(int most, Func<int, string>? address, Func<int, string>? prefix)
    {
        var all = new JsonArray();
        List<int> guests = [.. Enumerable.Range(1, Guest.Known)];
        for (int i = dice.Below(most + 1); i > 0 && guests.Count > 0; i--)
        {
            int number = dice.Pick(guests);
            guests.Remove(number);
            all.Add(One(number, address, prefix));
        }

        return all;
    }

    private JsonObject One(int number, Func<int, string>? address, Func<int, string>? prefix)
    {
        var one = new JsonObject();
        (string name, string value) = Identifier(number);
        one[name] = value;
        bool isNamed = dice.Chance(50);
        if (isNamed)
        {
            one["hostname"] = dice.Pick([$"Guest-{number}", $"guest-{number}.example.org", $"g{number}."]);
        }

        if (address is not null && dice.Chance(70))
        {
            // Half of them in a pool.
            string where = address(dice.Chance(50) ? 100 + number : 10 + number);
            (one[_isV4 ? "ip-address" : "ip-addresses"], isNamed) = (_isV4 ? where : new JsonArray(where), true);
        }

        if (prefix is not null && !_isV4 && dice.Chance(40))
        {
            (one["prefixes"], isNamed) = (new JsonArray(prefix(number)), true);
        }

        if (classes.Untested.Count > 0 && dice.Chance(50))
        {
            (one["client-classes"], isNamed) = (new JsonArray(dice.Pick(classes.Untested)), true);
        }

        if (dice.Chance(35) && options.Some(2) is { Count: > 0 } some)
        {
            (one["option-data"], isNamed) = (some, true);
        }

        if (!isNamed)
        {
            // Kea 2.2 wants something reserved.
            one["hostname"] = $"plain-{number}";
        }

        keywords.Add(one, 'R', 15);
        return one;
    }

    private (string Name, string Value) Identifier(int number)
    {
        var guest = new Guest(number, null);
        int kind = dice.Below(isShown ? 10 : 8);
        return (_isV4, kind) switch
        {
            (_, 9) => ("flex-id", dice.Pick([$"'flex-{number}'", $"0A0B{number:x2}"])),
            (true, 8) => ("duid", Colons([0, 3, 0, 1, 2, 0, 0, 0, 0x30, (byte)number])),
            (true, 6 or 7) => ("circuit-id", isShown && dice.Chance(50) ? Convert.ToHexString(guest.Circuit) : $"'port-{number}'"),
            (true, 4 or 5) => ("client-id", Written(guest.ClientId)),
            (true, _) => ("hw-address", Colons(guest.HardwareAddress)),
            (false, < 6) => ("duid", Written(guest.Duid)),
            (false, _) => ("hw-address", Colons(guest.HardwareAddress)),
        };
    }

    private string Written(byte[] id) => dice.Chance(70) ? Colons(id) : Convert.ToHexString(id);

    private static string Colons(byte[] bytes) => string.Join(':', bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
}
