using Nestor.Model.Classes;
using Nestor.Model.Settings;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// The option sets a reply draws from, the one that wins first; those that hold nothing are not in it. One object
/// serves one reply after the other.
/// </summary>
public sealed class OptionScopes
{
    private readonly List<OptionSet> _sets = [];
    private ClassSet _classes = new();

    public int Count => _sets.Count;

    public OptionSet this[int index] => _sets[index];

    /// <summary>Begins the list for a client in these classes.</summary>
    public void Start(ClassSet classes)
    {
        _sets.Clear();
        _classes = classes;
    }

    public void Add(OptionSet? set)
    {
        if (set is { IsEmpty: false })
        {
            _sets.Add(set);
        }
    }

    /// <summary>The options of the client's classes, in the order it came into them.</summary>
    public void AddClasses<TClass>(ClassDefinitions<TClass> definitions)
        where TClass : ClientClass
    {
        for (int i = 0; i < _classes.Count; i++)
        {
            Add(definitions[_classes[i]]?.Options);
        }
    }

    /// <summary>The option as the first scope has it for this client; null when none has.</summary>
    public ConfiguredOption? Find(ushort code)
    {
        foreach (var set in _sets)
        {
            if (set.Find(code, _classes) is { } option)
            {
                return option;
            }
        }

        return null;
    }

    /// <summary>The option as one of the scopes has it for this client; null when it has none.</summary>
    public ConfiguredOption? Find(int scope, ushort code) => _sets[scope].Find(code, _classes);

    /// <summary>Some scope has the option for sending, asked for or not, or (<paramref name="never"/>) forbids it.</summary>
    public bool Forces(ushort code, bool never = false)
    {
        foreach (var set in _sets)
        {
            if (Array.IndexOf(never ? set.NeverSend : set.AlwaysSend, code) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An option that stands in one of the sets is meant for this client.</summary>
    public bool IsFor(ConfiguredOption option) => option.IsFor(_classes);
}
