using Nestor.Json;
using Nestor.Json.Editing;

namespace Nestor.Config.Writing;

/// <summary>Makes a value whose keywords are somebody else's, such as a hook library's parameters, mean another.</summary>
internal static class FreeMerge
{
    /// <summary>False when there is nothing inside that could stay: the whole is to be written anew.</summary>
    public static bool TryMerge(TextEdits edits, TextNode node, Element before, Element after)
    {
        if (node.Kind != before.Kind || before.Kind != after.Kind || node.Entries.Count == 0)
        {
            return false;
        }

        if (node.Kind == ElementKind.List && (before.Items.Count != node.Entries.Count || after.Items.Count != node.Entries.Count))
        {
            return false;
        }

        var group = new GroupEdit(edits, node);
        for (int i = 0; i < node.Entries.Count; i++)
        {
            var entry = node.Entries[i];
            var (was, value) = node.Kind == ElementKind.Map ? (before[entry.Name], after[entry.Name]) : (before.Items[i], after.Items[i]);
            if (was is null || value is null)
            {
                group.Remove(entry);
            }
            else if (!ElementComparison.IsSame(was, value) && !TryMerge(edits, entry.Value, was, value))
            {
                group.Replace(entry, entry.Name, value);
            }
        }

        foreach (var member in after.Members.Where(m => before[m.Name] is null))
        {
            group.Add(member.Name, member.Value);
        }

        group.Apply();
        return true;
    }
}
