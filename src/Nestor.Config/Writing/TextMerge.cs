using Nestor.Config.Keywords;
using Nestor.Json;
using Nestor.Json.Editing;

namespace Nestor.Config.Writing;

/// <summary>How much of a configuration is looked at: what is inherited is set right before those that inherit it.</summary>
internal enum MergeReach : byte
{
    Globals,
    Networks,
    All,
}

/// <summary>
/// Makes a text mean what another configuration means: what means the same in both stays as it is written, and the rest
/// is written anew.
/// </summary>
/// <param name="forms">The form of each map of the text, by its place.</param>
/// <param name="reach">How far in.</param>
internal sealed class TextMerge(
    KeywordTable keywords, IReadOnlyDictionary<SourcePlace, Element> forms, TextEdits edits, MergeReach reach)
{
    private readonly Dictionary<(string, string), string[]> _older = keywords.Older
        .Where(o => keywords.Scope(o.Scope).Today(o.Name) == o.Name)
        .ToDictionary(o => (o.Scope, o.Name), o => o.Now.Split(',', StringSplitOptions.TrimEntries));

    /// <param name="scope">The name the map is given by.</param>
    /// <param name="before">The map's form as it is.</param>
    /// <param name="after">The form it is to have.</param>
    public void Map(TextNode node, string scope, Element before, Element after)
    {
        var group = new GroupEdit(edits, node);
        var done = new HashSet<string>();
        foreach (var entry in node.Entries)
        {
            string today = keywords.Scope(scope).Today(entry.Name);
            string name = today;
            done.Add(name);
            if (name == "comment" && scope != "user-context")
            {
                name = "user-context";
            }

            if (IsBeyond(scope, name))
            {
                continue;
            }

            bool isOlder = _older.TryGetValue((scope, entry.Name), out string[]? several);
            if (isOlder ? several!.All(n => IsSame(before, after, n)) : IsSame(before, after, name))
            {
                continue;
            }

            if (isOlder || after[name] is not { } value || name != today)
            {
                group.Remove(entry);
                foreach (string each in several ?? [])
                {
                    AddTo(group, each, after);
                    done.Add(each);
                }
            }
            else if (before[name] is not { } old || !TryInside(entry, scope, name, old, value))
            {
                group.Replace(entry, name, value);
            }
        }

        foreach (var member in after.Members.Where(m => !done.Contains(m.Name) && !IsBeyond(scope, m.Name) && !IsSame(before, after, m.Name)))
        {
            group.Add(member.Name, member.Value);
        }

        group.Apply();
    }

    private bool IsBeyond(string scope, string name) => reach switch
    {
        MergeReach.Globals => name == keywords.Subnets || name == "shared-networks",
        MergeReach.Networks => name == keywords.Subnets && (scope == "shared-networks" || scope == keywords.Server),
        _ => false,
    };

    private static bool IsSame(Element before, Element after, string name) => ElementComparison.IsSame(before[name], after[name]);

    private static void AddTo(GroupEdit group, string name, Element from)
    {
        if (from[name] is { } value)
        {
            group.Add(name, value);
        }
    }

    /// <summary>Goes into a map or list whose inside may be the same in part.</summary>
    private bool TryInside(TextEntry entry, string scope, string name, Element before, Element after)
    {
        if (entry.Name != name || keywords.Find(scope, name) is not { } keyword || before.Kind != after.Kind)
        {
            return false;
        }

        // A comment beside it is part of a user-context.
        if (keyword.Type == KeywordType.FreeMap && name != "user-context")
        {
            return FreeMerge.TryMerge(edits, entry.Value, before, after);
        }

        if (keyword.Type == KeywordType.Map && entry.Value.Kind == ElementKind.Map)
        {
            Map(entry.Value, name, before, after);
            return true;
        }

        return keyword.Type == KeywordType.MapList && entry.Value.Kind == ElementKind.List && TryList(entry.Value, name, after);
    }

    /// <summary>False when its items are the same, and only their order is another.</summary>
    private bool TryList(TextNode node, string name, Element after)
    {
        int edited = edits.Count;
        var group = new GroupEdit(edits, node);
        var items = node.Entries.Select(e => (Entry: e, Form: forms.GetValueOrDefault(e.Value.Place))).Where(e => e.Form is not null).ToList();
        var wanted = new Wanted(name, after);
        items.RemoveAll(i => wanted.TryTake(i.Form!));
        items.RemoveAll(i => wanted.TakeByKey(i.Form!) is { } changed && Changed(i.Entry, i.Form!, changed));
        // One is gone and one is new: it has another name now. An option that is another one is written whole.
        if (name is not ("option-data" or "option-def") && items is [{ Entry.Value.Kind: ElementKind.Map }] && wanted.TakeOnly() is { } only)
        {
            Changed(items[0].Entry, items[0].Form!, only);
        }
        else
        {
            items.ForEach(i => group.Remove(i.Entry));
        }

        bool Changed(TextEntry entry, Element form, Element changed)
        {
            Map(entry.Value, name, form, changed);
            return true;
        }

        foreach (var item in wanted.Left)
        {
            group.Add("", item);
        }

        bool isEdited = !group.IsEmpty || edits.Count > edited;
        group.Apply();
        return isEdited || reach != MergeReach.All;
    }

    /// <summary>The items a list is to have, and which of them it does not have yet.</summary>
    private sealed class Wanted
    {
        private readonly string _list;
        private readonly Element _after;
        private readonly bool[] _isTaken;
        private readonly Dictionary<string, Queue<int>> _byText = [];
        private readonly Dictionary<string, Queue<int>> _byKey = [];

        public Wanted(string list, Element after)
        {
            _list = list;
            _after = after;
            _isTaken = new bool[after.Items.Count];
            for (int i = 0; i < after.Items.Count; i++)
            {
                Put(_byText, JsonWriter.Compact(after.Items[i]), i);
                Put(_byKey, EntryKeys.Of(list, after.Items[i]) ?? "", i);
            }
        }

        public IEnumerable<Element> Left => _after.Items.Where((_, i) => !_isTaken[i]);

        /// <summary>Takes an item that is the very same.</summary>
        public bool TryTake(Element form) => Take(_byText, JsonWriter.Compact(form)) is not null;

        /// <summary>Takes the item that this one has become; null when there is none.</summary>
        public Element? TakeByKey(Element form) => Take(_byKey, EntryKeys.Of(_list, form) ?? "");

        /// <summary>Takes the one item that is left; null when there are more or none.</summary>
        public Element? TakeOnly()
        {
            int at = Array.IndexOf(_isTaken, false);
            if (at < 0 || Array.LastIndexOf(_isTaken, false) != at)
            {
                return null;
            }

            _isTaken[at] = true;
            return _after.Items[at];
        }

        private static void Put(Dictionary<string, Queue<int>> into, string key, int index)
        {
            if (!into.TryGetValue(key, out var queue))
            {
                into[key] = queue = new Queue<int>();
            }

            queue.Enqueue(index);
        }

        private Element? Take(Dictionary<string, Queue<int>> from, string key)
        {
            while (from.TryGetValue(key, out var queue) && queue.TryDequeue(out int index))
            {
                if (!_isTaken[index])
                {
                    _isTaken[index] = true;
                    return _after.Items[index];
                }
            }

            return null;
        }
    }
}
