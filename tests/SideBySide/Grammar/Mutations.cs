using SideBySide.Packets;

namespace SideBySide.Grammar;

/// <summary>Damage done to the bytes of a good message.</summary>
internal static class Mutations
{
    /// <summary>The message cut after each of its bytes up to its end option.</summary>
    public static IEnumerable<Query> Truncations(Query query, int from = 0)
    {
        byte[] whole = query.ToBytes();
        for (int length = from; length < whole.Length; length++)
        {
            yield return With(query, whole[..length], $"cut at {length}");
        }
    }

    public static Query Any(Query query, Dice dice)
    {
        byte[] bytes = query.ToBytes();
        int options = Math.Min(240, bytes.Length - 1);
        int kind = dice.Below(7);
        switch (kind)
        {
            case < 4:
                (byte[] damaged, string label) = Damage(bytes, options, kind, dice);
                return With(query, damaged, label);
            case 4:
                return With(ZeroLength(query.Clone(), dice), null, "zero length");
            case 5:
                return With(Doubled(query.Clone(), dice), null, "option twice");
            default:
                Query open = query.Clone();
                open.EndOption = false;
                open.MinimumLength = dice.Chance(50) ? 0 : 300;
                return With(open, null, $"no end, {open.MinimumLength}");
        }
    }

    /// <summary>One of four ways to break bytes; most of them from <paramref name="options"/> on.</summary>
    public static (byte[] Bytes, string Label) Damage(byte[] bytes, int options, int kind, Dice dice)
    {
        switch (kind)
        {
            case 0:
                int at = dice.Below(bytes.Length);
                bytes[at] ^= (byte)(1 << dice.Below(8));
                return (bytes, $"flip at {at}");
            case 1:
                int where = options + dice.Below(bytes.Length - options);
                bytes[where] = dice.Pick<byte>([0, 1, 127, 254, 255]);
                return (bytes, $"byte {where} is {bytes[where]}");
            case 2:
                return (Without(bytes, options + dice.Below(bytes.Length - options)), "byte lost");
            default:
                int cut = dice.Below(bytes.Length);
                return (bytes[..cut], $"cut at {cut}");
        }
    }

    private static Query ZeroLength(Query query, Dice dice)
    {
        if (query.Options.Count > 0)
        {
            int index = dice.Below(query.Options.Count);
            query.Options[index] = (query.Options[index].Code, []);
        }

        return query;
    }

    private static Query Doubled(Query query, Dice dice)
    {
        if (query.Options.Count > 0)
        {
            query.Options.Add(dice.Pick(query.Options));
        }

        return query;
    }

    private static byte[] Without(byte[] bytes, int index) => [.. bytes[..index], .. bytes[(index + 1)..]];

    private static Query With(Query query, byte[]? bytes, string label)
    {
        Query copy = query.Clone();
        copy.Verbatim = bytes;
        copy.Label += ", " + label;
        return copy;
    }
}
