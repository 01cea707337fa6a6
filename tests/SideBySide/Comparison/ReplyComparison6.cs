using SideBySide.Packets;

namespace SideBySide.Comparison;

/// <summary>DHCPv6 answers to one query, field by field.</summary>
internal static class ReplyComparison6
{
    private const string None = "none";

    public static IEnumerable<Difference> Compare(string scenario, Query6 query, IReadOnlyList<Reply6> expected,
        IReadOnlyList<Reply6> found)
    {
        for (int i = 0; i < Math.Max(expected.Count, found.Count); i++)
        {
            if (i >= expected.Count || i >= found.Count)
            {
                yield return Make("answer", Describe(expected.ElementAtOrDefault(i)), Describe(found.ElementAtOrDefault(i)));
                continue;
            }

            foreach (string name in expected[i].Fields.Concat(found[i].Fields).Select(field => field.Name).Distinct())
            {
                string left = expected[i].Field(name) ?? None;
                string right = found[i].Field(name) ?? None;
                if (left != right && !(name.EndsWith("order", StringComparison.Ordinal) && IsSameOrder(left, right)))
                {
                    yield return Make(name, left, right);
                }
            }
        }

        Difference Make(string field, string left, string right) =>
            new(scenario, query.Label, field, left, right) { Query = query };
    }

    // An option that only one has is told by itself; here it is the order of the others.
    private static bool IsSameOrder(string left, string right)
    {
        string[] first = left.Split(',');
        string[] second = right.Split(',');
        return first.Where(second.Contains).Distinct().SequenceEqual(second.Where(first.Contains).Distinct());
    }

    private static string Describe(Reply6? reply) => reply is null ? None
        : $"type {reply.Type} {string.Join(' ', reply.Addresses.Concat(reply.Prefixes))} xid {reply.TransactionId:x6}";
}
