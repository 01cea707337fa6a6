using System.Text;
using Nestor.Engine.Classification.Expressions;
using Nestor.Model.Classes;

namespace Nestor.Engine.Classification;

/// <summary>
/// Puts queries into client classes, one query after the other, without allocation. The order in which a query comes
/// into its classes is Kea's, for of two classes with the same option the first counts.
/// </summary>
/// <param name="definitions">Those of the configuration in force.</param>
public sealed class Classifier<TClass>(ClassDefinitions<TClass> definitions, ClassLog log) : IClassMembership
    where TClass : ClientClass
{
    /// <summary>Longest name that is made from a query; what makes a longer one is in no class by it.</summary>
    private const int MaxName = 1024;

    /// <summary>The fixed part of each template's spawned classes, by number.</summary>
    private readonly byte[]?[] _spawned = SpawnedNames(definitions);
    private readonly Evaluator _evaluator = new();
    private readonly byte[] _name = new byte[MaxName];
    private ClassSet _classes = new();
    private ClassTrace? _trace;

    /// <summary>True when some class waits for the client's reservations.</summary>
    private readonly bool _hasLate = Array.Exists(definitions.All, c => c.DependsOnKnown && !c.IsAdditional);

    /// <summary>Of the query at hand: what the relay said was taken from the client's lease.</summary>
    public bool IsAgentStashed { get; set; }

    /// <summary>Set while somebody wants to know how classes are decided.</summary>
    internal ClassTrace? Trace
    {
        get => _trace;
        set
        {
            _trace = value;
            _evaluator.Trace = value;
        }
    }

    public bool IsMember(int classId) => _classes.Contains(classId);

    /// <summary>The query is new: everybody's class, the one its vendor option names, and those that it alone decides.</summary>
    /// <param name="vendor">What the client calls its kind; empty when it does not say.</param>
    public void Begin(ClassSet classes, ReadOnlySpan<byte> vendor, IQueryFields query)
    {
        _classes = classes;
        AddNamed(vendor);
        Pass(query, isLate: false);
    }

    /// <summary>
    /// The client's reservations are known. Their classes come before those that the query decides, which may ask for
    /// them: so these are decided again, as with Kea. Then come those that depend on whether the client is known.
    /// </summary>
    /// <param name="early">Classes of a global reservation that was looked up before the subnet was chosen; null for none.</param>
    /// <param name="own">Classes of the reservation that counts; null for none.</param>
    /// <param name="isKnown">Null leaves it open: only part of the reservations was looked at.</param>
    public void Settle(
        ClassSet classes, ReadOnlySpan<byte> vendor, ClassList? early, ClassList? own, bool? isKnown, IQueryFields query)
    {
        _classes = classes;
        if (early is { IsEmpty: false } || own is { IsEmpty: false })
        {
            bool isBootp = classes.Contains(ClassNames.Bootp);
            classes.Clear(definitions.Names);
            if (isBootp)
            {
                // What the message is does not depend on who sent it.
                classes.Add(ClassNames.Bootp);
            }

            AddNamed(vendor);
            classes.Add(early ?? ClassList.Empty);
            classes.Add(own ?? ClassList.Empty);
            Pass(query, isLate: false);
        }

        if (isKnown is { } known)
        {
            classes.Add(known ? ClassNames.Known : ClassNames.Unknown);
        }

        if (_hasLate)
        {
            Pass(query, isLate: true);
        }
    }

    /// <summary>Classes that what served the client asks for.</summary>
    public void Additional(ClassSet classes, IQueryFields query, ClassList list)
    {
        _classes = classes;
        for (int i = 0; i < list.Ids.Length; i++)
        {
            int id = list.Ids[i];
            if (definitions[id] is not { } definition)
            {
                log.Undefined(list.Names[i]);
            }
            else if (definition.Test is null)
            {
                log.NoTest(definition.Name);
                classes.Add(id);
            }
            else
            {
                Evaluate(definition, query);
            }
        }
    }

    private void AddNamed(ReadOnlySpan<byte> vendor)
    {
        _classes.Add(ClassNames.All);
        if (IsAgentStashed)
        {
            _classes.Add(ClassNames.StashAgentOptions);
        }

        if (!vendor.IsEmpty && ClassName.Escape("VENDOR_CLASS_"u8, vendor, _name) is > 0 and int length)
        {
            _classes.Add(_name.AsSpan(0, length), definitions.Names);
        }
    }

    /// <param name="isLate">Those that wait for the client's reservations, or those that do not.</param>
    private void Pass(IQueryFields query, bool isLate)
    {
        foreach (var definition in definitions.All)
        {
            if (!definition.IsAdditional && definition.DependsOnKnown == isLate && definition.Test is not null)
            {
                Evaluate(definition, query);
            }
        }
    }

    private void Evaluate(TClass definition, IQueryFields query)
    {
        if (definition.IsTemplate)
        {
            Spawn(definition, query);
            return;
        }

        var result = _evaluator.Test(definition.Test!, query, out bool isMember);
        _trace?.End(definition, isMember, default, result.Error);
        if (!result.IsOk)
        {
            log.Failed(definition, result.Error!);
            return;
        }

        if (log.WantsResults)
        {
            log.Tested(definition, isMember);
        }

        if (isMember)
        {
            _classes.Add(definition.Id);
        }
    }

    /// <summary>A class of its own for each value; the spawned one comes before its template.</summary>
    private void Spawn(TClass definition, IQueryFields query)
    {
        var result = _evaluator.Evaluate(definition.Test!, query, out var value);
        _trace?.End(definition, isMember: !value.IsEmpty, value, result.Error);
        if (!result.IsOk)
        {
            log.Failed(definition, result.Error!);
            return;
        }

        log.Spawned(definition, value);
        if (value.IsEmpty || ClassName.Escape(_spawned[definition.Id], value, _name) is not (> 0 and int length))
        {
            return;
        }

        _classes.Add(_name.AsSpan(0, length), definitions.Names);
        _classes.Add(definition.Id);
    }

    private static byte[]?[] SpawnedNames(ClassDefinitions<TClass> definitions)
    {
        var names = new byte[]?[definitions.Names.Count];
        foreach (var definition in definitions.All.Where(d => d.IsTemplate))
        {
            names[definition.Id] = Encoding.UTF8.GetBytes($"{ClassNames.SpawnPrefix}{definition.Name}_");
        }

        return names;
    }
}
