using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>Answers to one query, field by field.</summary>
internal static class ReplyComparison
{
    private const string None = "none";

    public static IEnumerable<Difference> Compare(string scenario, Query query, IReadOnlyList<Reply> expected,
        IReadOnlyList<Reply> found)
    {
        for (int i = 0; i < Math.Max(expected.Count, found.Count); i++)
        {
            if (i >= expected.Count || i >= found.Count)
            {
                yield return Make("answer", Describe(expected.ElementAtOrDefault(i)),
                    Describe(found.ElementAtOrDefault(i)));
                continue;
            }

            foreach ((string field, string left, string right) in Fields(expected[i], found[i]))
            {
                yield return Make(field, left, right);
            }
        }

        Difference Make(string field, string left, string right) =>
            new(scenario, query.Label, field, left, right) { Query = query };
    }

    private static IEnumerable<(string Field, string Left, string Right)> Fields(Reply expected, Reply found)
    {
        // The datagram's length follows from the options; it is told apart only when they agree.
        bool sameOptions = Listed(expected.Options).SequenceEqual(Listed(found.Options));
        foreach (string name in expected.Fields.Concat(found.Fields).Select(field => field.Name).Distinct())
        {
            string left = expected.Fields.FirstOrDefault(f => f.Name == name).Value ?? None;
            string right = found.Fields.FirstOrDefault(f => f.Name == name).Value ?? None;
            if (left != right && (sameOptions || name is not ("udp.length" or "padding")))
            {
                yield return (name, left, right);
            }
        }

        if (sameOptions)
        {
            yield break;
        }

        foreach (byte code in expected.Options.Concat(found.Options).Select(option => option.Code).Distinct())
        {
            string left = Bodies(expected, code);
            string right = Bodies(found, code);
            if (left != right)
            {
                yield return ($"option {code}", left, right);
            }
        }

        List<byte> shared = [.. Codes(expected).Intersect(Codes(found))];
        string leftOrder = string.Join(',', Codes(expected).Where(shared.Contains));
        string rightOrder = string.Join(',', Codes(found).Where(shared.Contains));
        if (leftOrder != rightOrder)
        {
            yield return ("option order", leftOrder, rightOrder);
        }
    }

    private static IEnumerable<byte> Codes(Reply reply) => reply.Options.Select(option => option.Code);

    private static IEnumerable<string> Listed(IEnumerable<(byte Code, byte[] Body)> options) =>
        options.Select(option => $"{option.Code}:{Convert.ToHexStringLower(option.Body)}");

    private static string Bodies(Reply reply, byte code)
    {
        string[] bodies =
            [.. reply.Options.Where(o => o.Code == code).Select(o => Convert.ToHexStringLower(o.Body))];
        return bodies.Length == 0 ? None : string.Join('+', bodies);
    }

    private static string Describe(Reply? reply) =>
        reply is null ? None : $"type {reply.Type} yiaddr {reply.Yiaddr} xid {reply.TransactionId:x8}";
}
