using System.Text;
using Nestor.Wire.Values;

namespace Nestor.Model.Classes;

/// <summary>
/// The numbers of all client classes that a configuration speaks of: those it defines, guards with, or asks for in an
/// expression. Filled while a configuration is loaded, only read afterwards; a look-up by bytes does not allocate.
/// </summary>
public sealed class ClassNames
{
    /// <summary>Every query is in it, before all others.</summary>
    public const int All = 0;

    /// <summary>The client has a reservation.</summary>
    public const int Known = 1;

    /// <summary>The client has no reservation; set only once that is certain.</summary>
    public const int Unknown = 2;

    /// <summary>Its queries are not answered.</summary>
    public const int Drop = 3;

    /// <summary>Its clients get no lease, and are told so.</summary>
    public const int Reject = 4;

    /// <summary>Its clients' names are not updated in the DNS.</summary>
    public const int SkipDdns = 5;

    /// <summary>The query is a BOOTP one.</summary>
    public const int Bootp = 6;

    /// <summary>What the relay said was taken from the client's lease.</summary>
    public const int StashAgentOptions = 7;

    /// <summary>How classes begin that clients' vendor options put them in.</summary>
    public const string VendorPrefix = "VENDOR_CLASS_";

    /// <summary>How classes begin that template classes make.</summary>
    public const string SpawnPrefix = "SPAWN_";

    private static readonly string[] Numbered = ["ALL", "KNOWN", "UNKNOWN", "DROP", "REJECT", "SKIP_DDNS", "BOOTP", "STASH_AGENT_OPTIONS"];

    /// <summary>Names that somebody other than the configuration gives: they need no definition.</summary>
    private static readonly string[] BuiltIn = ["ALL", "KNOWN", "UNKNOWN", "BOOTP", "SKIP_DDNS", "STASH_AGENT_OPTIONS"];

    private static readonly string[] BuiltInPrefixes = [VendorPrefix, "HA_", "AFTER_", "EXTERNAL_"];

    private readonly List<string> _names = [];
    private readonly Dictionary<byte[], int> _byName = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public ClassNames()
    {
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (string name in Numbered)
        {
            Number(name);
        }
    }

    /// <summary>Numbers go from 0 to one less than this.</summary>
    public int Count => _names.Count;

    public string this[int id] => _names[id];

    /// <summary>The name's number, from now on if it had none.</summary>
    public int Number(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        if (!_byName.TryGetValue(bytes, out int id))
        {
            id = _names.Count;
            _names.Add(name);
            _byName.Add(bytes, id);
        }

        return id;
    }

    /// <summary>The name's number; -1 when nothing in the configuration speaks of it.</summary>
    public int Find(ReadOnlySpan<byte> name) => _lookup.TryGetValue(name, out int id) ? id : -1;

    /// <summary>True for names that mean something without a definition.</summary>
    public static bool IsBuiltIn(string name) =>
        BuiltIn.Contains(name) || Array.Exists(BuiltInPrefixes, p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>True for names that only the server gives: no expression decides.</summary>
    public static bool IsServersOwn(string name) => name is "ALL" or "KNOWN" or "UNKNOWN" or "BOOTP";
}
