namespace Nestor.Model.Classes;

/// <summary>The client classes of a configuration: in configured order, and by number. Frozen.</summary>
public sealed class ClassDefinitions<TClass>
    where TClass : ClientClass
{
    public static readonly ClassDefinitions<TClass> None = new(new ClassNames(), []);

    private readonly TClass?[] _byId;

    /// <param name="names">All names the configuration speaks of; no more may be added.</param>
    /// <param name="all">In configured order.</param>
    public ClassDefinitions(ClassNames names, IReadOnlyList<TClass> all)
    {
        Names = names;
        All = [.. all];
        _byId = new TClass?[names.Count];
        foreach (var definition in all)
        {
            _byId[definition.Id] = definition;
        }
    }

    public ClassNames Names { get; }

    /// <summary>In configured order.</summary>
    public TClass[] All { get; }

    /// <summary>The definition of the class with this number; null when it has none.</summary>
    public TClass? this[int id] => (uint)id < (uint)_byId.Length ? _byId[id] : null;
}
