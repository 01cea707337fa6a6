using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Nestor.Config.Keywords;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Writing;

/// <summary>
/// A configuration in Kea's normal form, as <c>config-get</c> answers it: today's spellings, defaults filled in, members
/// in the order of the alphabet. Read again it gives the same settings.
/// </summary>
public sealed class NormalForm
{
    /// <summary>Lifetimes that Kea keeps as three.</summary>
    private static readonly string[] Triplets = ["valid-lifetime", "preferred-lifetime"];

    private static readonly ConditionalWeakTable<DhcpSettings, string> Hashes = [];

    private readonly KeywordTable _keywords;
    private readonly Universe _universe;
    private readonly OptionReader _reader;
    private readonly OptionForms _options;
    private readonly Dictionary<string, uint> _ids;
    private readonly Dictionary<SourcePlace, Element>? _places;
    private bool _isForSending;

    private NormalForm(Element source, Universe universe, Dictionary<string, uint> ids, Dictionary<SourcePlace, Element>? places = null, KeywordTable? keywords = null)
    {
        _places = places;
        _universe = universe;
        _keywords = keywords ?? (universe == Universe.V4 ? KeywordTable.V4 : KeywordTable.V6);
        _reader = OptionForms.Reader(source, universe);
        _options = new OptionForms(_reader, universe);
        _ids = ids;
    }

    /// <summary>A map with the one member Dhcp4 or Dhcp6; null for settings that were not read from anything.</summary>
    /// <param name="places">Takes, if there is one, the form of each map by the place where it was read.</param>
    public static Element? Of(DhcpSettings settings, Dictionary<SourcePlace, Element>? places = null) => Of(settings, places, isForSending: false);

    /// <summary>The form of a part of the server's map, or of one that is much like it: the map with entries of its lists left out.</summary>
    public static Element Of(DhcpSettings settings, Element part)
    {
        var form = NewForm(settings, part, null);
        return form.Map(part, form._keywords.Server, null);
    }

    private static NormalForm NewForm(DhcpSettings settings, Element source, Dictionary<SourcePlace, Element>? places) => settings is Dhcp4Settings four
        ? new NormalForm(source, Universe.V4, four.Subnets.ToDictionary(s => s.Text, s => s.Id), places)
        : new NormalForm(source, Universe.V6, ((Dhcp6Settings)settings).Subnets.ToDictionary(s => s.Text, s => s.Id), places);

    private static Element? Of(DhcpSettings settings, Dictionary<SourcePlace, Element>? places, bool isForSending)
    {
        if (settings.Source is not { } source)
        {
            return null;
        }

        var form = NewForm(settings, source, places);
        form._isForSending = isForSending;
        string name = form._keywords.Server;
        return Element.Map([new Member(name, form.Map(source, name, null), SourcePlace.None)]);
    }

    /// <summary>
    /// The same, to be written and not looked at: of ten thousand subnets each is made when it is written, and nothing is
    /// kept of it, or the collector of garbage would stop the server for them.
    /// </summary>
    public static Element? ToSend(DhcpSettings settings) => Of(settings, null, isForSending: true);

    /// <summary>The same of a control agent: a map with the one member Control-agent.</summary>
    public static Element? Of(AgentSettings settings, Dictionary<SourcePlace, Element>? places = null)
    {
        if (settings.Source is not { } source)
        {
            return null;
        }

        var form = new NormalForm(source, Universe.V4, [], places, KeywordTable.Agent);
        string name = form._keywords.Server;
        return Element.Map([new Member(name, form.Map(source, name, null), SourcePlace.None)]);
    }

    /// <summary>What tells one configuration from another: SHA-256 of the normal form, in digits of upper case.</summary>
    public static string Hash(Element form)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var encoder = Encoding.UTF8.GetEncoder();
        byte[] bytes = new byte[32 * 1024];
        foreach (var chunk in JsonWriter.InPieces(form).SelectMany(Chunks))
        {
            for (var rest = chunk.Span; rest.Length > 0;)
            {
                encoder.Convert(rest, bytes, flush: false, out int chars, out int count, out _);
                hash.AppendData(bytes, 0, count);
                rest = rest[chars..];
            }
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The same of a configuration, worked out when it is asked for first; null for settings that were not read from anything.</summary>
    public static string? HashOf(DhcpSettings settings)
    {
        if (!Hashes.TryGetValue(settings, out string? hash) && ToSend(settings) is { } form)
        {
            hash = Hash(form);
            Hashes.AddOrUpdate(settings, hash);
        }

        return hash;
    }

    private static IEnumerable<ReadOnlyMemory<char>> Chunks(StringBuilder text)
    {
        foreach (var chunk in text.GetChunks())
        {
            yield return chunk;
        }
    }

    /// <param name="above">The finished members of the map whose parameters are inherited; null where none are.</param>
    private Element Map(Element map, string scope, SortedDictionary<string, Element>? above)
    {
        var members = new SortedDictionary<string, Element>(StringComparer.Ordinal);
        var lists = new List<(string Name, Element List)>();
        foreach (var member in map.Members.Where(m => m.Name != "comment"))
        {
            if (ValueForms.IsLeftOut(scope, member.Name, member.Value))
            {
                continue;
            }

            if (IsScope(scope, member.Name) && member.Value.Kind == ElementKind.List)
            {
                lists.Add((member.Name, member.Value));
            }
            else
            {
                members[member.Name] = Value(scope, member.Name, member.Value);
            }
        }

        if (Reading.UserContext(map) is { } context)
        {
            members["user-context"] = context;
        }

        FillIn(members, scope, above);
        Adjust(members, scope, above, map);
        // Options of a class are read by the definitions beside them.
        foreach (var (name, list) in lists.OrderBy(l => l.Name != "option-def"))
        {
            members[name] = List(list, name, scope, members);
        }

        // Last: what is inherited are bounds that were written, not those that follow from the lifetime beside them.
        if (scope == _keywords.Subnets || scope == "shared-networks")
        {
            ShowBounds(members);
        }

        return Placed(map, Element.Map(members.Select(m => new Member(m.Key, m.Value, SourcePlace.None))));
    }

    private Element Placed(Element source, Element form)
    {
        if (_places is not null && source.Place != SourcePlace.None)
        {
            _places[source.Place] = form;
        }

        return form;
    }

    private bool IsScope(string scope, string name) => _keywords.Find(scope, name) is { Type: KeywordType.MapList };

    private Element Value(string scope, string name, Element value) => _keywords.Find(scope, name) is { Type: KeywordType.Map }
        ? Map(value, name, null)
        : ValueForms.Of(scope, name, value);

    private void FillIn(SortedDictionary<string, Element> members, string scope, SortedDictionary<string, Element>? above)
    {
        foreach (var row in ShownDefaults.Of(_universe, scope))
        {
            bool isEmptyRelay = row.Name == "relay" && members.TryGetValue("relay", out var relay) && relay["ip-addresses"]?.Items.Count is null or 0;
            if (members.ContainsKey(row.Name) && !isEmptyRelay)
            {
                continue;
            }

            if (row.IsInherited && above is not null && above.TryGetValue(row.Name, out var inherited))
            {
                members[row.Name] = inherited;
            }
            else if (row.Default is { } value)
            {
                members[row.Name] = Value(scope, row.Name, value);
            }
        }
    }

    /// <summary>What depends on other members.</summary>
    private void Adjust(
        SortedDictionary<string, Element> members, string scope, SortedDictionary<string, Element>? above, Element map)
    {
        if (scope == _keywords.Subnets)
        {
            members["id"] = Element.Of(Id(map));
            if (_universe == Universe.V6 && above?.ContainsKey("rapid-commit") != true)
            {
                members.TryAdd("rapid-commit", Element.Of(false));
            }
        }

        if (scope == "client-classes")
        {
            HideBounds(members);
        }
        else if (members.GetValueOrDefault("multi-threading") is { } threads && threads["enable-multi-threading"]!.Boolean)
        {
            // Kea has no queue before its threads.
            members["dhcp-queue-control"] = With(
                members["dhcp-queue-control"], [new Member("enable-queue", Element.Of(false), SourcePlace.None)]);
        }
        else if (scope == "output-options" && members["output"].Text is not ("stdout" or "stderr" or "syslog")
            && !members["output"].Text.StartsWith("syslog:", StringComparison.Ordinal))
        {
            members.TryAdd("maxsize", Element.Of(10240000));
            members.TryAdd("maxver", Element.Of(1));
        }
        else if (scope == "interfaces-config" && members.ContainsKey("service-sockets-max-retries"))
        {
            members.TryAdd("service-sockets-retry-wait-time", Element.Of(5000));
        }
        else if (scope == "dhcp-ddns" && members["sender-ip"].Text.Length == 0)
        {
            members["sender-ip"] = Element.Of(members["server-ip"].Text.Contains(':', StringComparison.Ordinal) ? "::" : "0.0.0.0");
        }
        else if (scope == "control-sockets" && members.GetValueOrDefault("socket-type")?.Text is "http" or "https")
        {
            members.TryAdd("socket-address", Element.Of("127.0.0.1"));
            members.TryAdd("socket-port", Element.Of(8000));
            if (members["socket-type"].Text == "https")
            {
                members.TryAdd("cert-required", Element.Of(true));
            }
        }
        else if (scope == "authentication")
        {
            members.TryAdd("realm", Element.Of(_keywords.Server switch
            {
                "Dhcp4" => "kea-dhcpv4-server",
                "Dhcp6" => "kea-dhcpv6-server",
                _ => "kea-control-agent",
            }));
            members.TryAdd("directory", Element.Of(""));
        }
        else if (scope == "pd-pools")
        {
            AdjustExcluded(members);
        }

        if (scope == "Dhcp6")
        {
            members["relay-supplied-options"] = RelaySupplied(members["relay-supplied-options"]);
        }
    }

    private uint Id(Element map) =>
        _universe == Universe.V4 ? Id<Ip4>(map["subnet"]?.Text ?? "") : Id<Ip6>(map["subnet"]?.Text ?? "");

    private uint Id<TAddr>(string subnet)
        where TAddr : struct, IAddress<TAddr> =>
        PrefixText.TryParse<TAddr>(subnet, out var range, out int length) ? _ids.GetValueOrDefault($"{range.First}/{length}") : 0;

    private static void ShowBounds(SortedDictionary<string, Element> members)
    {
        foreach (string name in Triplets.Where(members.ContainsKey))
        {
            members.TryAdd("min-" + name, members[name]);
            members.TryAdd("max-" + name, members[name]);
        }
    }

    /// <summary>A class shows its lifetime, of which one bound alone is the value too, and the bounds that differ from it.</summary>
    private static void HideBounds(SortedDictionary<string, Element> members)
    {
        foreach (string name in Triplets)
        {
            if ((members.GetValueOrDefault(name) ?? members.GetValueOrDefault("min-" + name) ?? members.GetValueOrDefault("max-" + name)) is not { } usual)
            {
                continue;
            }

            members[name] = usual;
            foreach (string bound in new[] { "min-" + name, "max-" + name })
            {
                if (members.TryGetValue(bound, out var value) && value.Integer == usual.Integer)
                {
                    members.Remove(bound);
                }
            }
        }
    }

    private static void AdjustExcluded(SortedDictionary<string, Element> members)
    {
        if (!members.TryGetValue("excluded-prefix", out var text) || !Ip6.TryParse(text.Text, out var address))
        {
            return;
        }

        long length = members.TryGetValue("excluded-prefix-len", out var value) ? value.Integer : 0;
        if (length is > 0 and <= 128)
        {
            members["excluded-prefix"] = Element.Of(new Prefix6(address, (byte)length).Masked.Address.ToString());
        }
        else
        {
            members.Remove("excluded-prefix");
            members.Remove("excluded-prefix-len");
        }
    }

    /// <summary>Codes in their order; the one of the ERP local domain name (RFC 6440) is always among them.</summary>
    private Element RelaySupplied(Element list)
    {
        var codes = ServerReader6.RelaySuppliedOptions(
            new Reading(new Diagnostics(), new Quarantine(new Diagnostics(), OnError.Refuse), LoadRules.Strict), list, _reader.Defs);
        return Element.List(codes.Append((ushort)65).Distinct().Order()
            .Select(code => Element.Of(code.ToString(System.Globalization.CultureInfo.InvariantCulture))));
    }

    private Element List(Element list, string name, string scope, SortedDictionary<string, Element> members)
    {
        bool inherits = name == "shared-networks" || name == _keywords.Subnets;
        if (_isForSending && name == _keywords.Subnets)
        {
            // Members of the map around it that come later are none that a subnet inherits.
            return Element.Written(ElementKind.List, Subnets(list, name, new(members, StringComparer.Ordinal)));
        }

        var own = name == "option-data" && scope == "client-classes" && members.TryGetValue("option-def", out var defs)
            ? _reader.ReadDefinitionsOfClass(defs, _ => true)
            : null;
        var maps = list.Items.Select(item => (Source: item, Form: name switch
        {
            "option-data" => Option(item, list, own),
            "option-def" => Definition(item),
            _ => Map(item, name, inherits ? members : null),
        }));
        maps = name switch
        {
            "option-data" => maps.OrderBy(m => _options.Rank(m.Source)),
            "option-def" => maps.OrderBy(m => m.Form["space"]!.Text, StringComparer.Ordinal),
            "shared-networks" => maps.OrderBy(m => m.Form["name"]?.Text, StringComparer.Ordinal),
            "pools" => maps.OrderBy(m => ValueForms.FirstOf(m.Form["pool"]?.Text ?? "")),
            "pd-pools" => maps.OrderBy(m => ValueForms.FirstOf($"{m.Form["prefix"]?.Text}/{m.Form["prefix-len"]?.Integer}")),
            _ when name == _keywords.Subnets => maps.OrderBy(m => m.Form["id"]!.Integer),
            _ => maps,
        };
        return Element.List(maps.Select(m => m.Form));
    }

    private IEnumerable<string> Subnets(Element list, string name, SortedDictionary<string, Element> above)
    {
        string before = "[ ";
        foreach (var item in list.Items.OrderBy(Id))
        {
            yield return before;
            yield return JsonWriter.Compact(Map(item, name, above));
            before = ", ";
        }

        yield return list.Items.Count == 0 ? "[ ]" : " ]";
    }

    private Element Option(Element map, Element list, IReadOnlyList<OptionDef>? own) =>
        Placed(map, With(Map(map, "option-data", null), _options.Members(map, list, own)));

    private Element Definition(Element map)
    {
        string space = _universe == Universe.V4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space;
        return Placed(map, With(
            Map(map, "option-def", null), [new Member("space", Element.Of(map["space"]?.Text ?? space), SourcePlace.None)]));
    }

    private static Element With(Element map, IEnumerable<Member> others)
    {
        var members = new SortedDictionary<string, Element>(StringComparer.Ordinal);
        foreach (var member in map.Members.Concat(others))
        {
            members[member.Name] = member.Value;
        }

        return Element.Map(members.Select(m => new Member(m.Key, m.Value, SourcePlace.None)));
    }
}
