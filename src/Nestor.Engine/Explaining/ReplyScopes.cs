using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Explaining;

/// <summary>Names the scopes that a reply drew its options from, the one that wins first.</summary>
internal sealed class ReplyScopes
{
    private readonly ClassSet _classes;
    private readonly List<(string Name, OptionSet Options)> _scopes = [];

    private ReplyScopes(ClassSet classes) => _classes = classes;

    public static ReplyScopes Of(Exchange4 exchange)
    {
        var scopes = new ReplyScopes(exchange.Classes);
        scopes.Add(exchange.SubnetHost is not null ? "reservation" : "global reservation", exchange.Host?.Options);
        scopes.Add($"pool {exchange.Pool?.Text}", exchange.Pool?.Options);
        scopes.Add($"subnet {exchange.Subnet?.Id}", exchange.Subnet?.Options);
        scopes.Add($"shared network {exchange.Subnet?.Network?.Name}", exchange.Subnet?.Network?.Options);
        scopes.AddClasses(id => exchange.Settings.Classes[id]);
        scopes.Add("global", exchange.Settings.Options);
        return scopes;
    }

    public static ReplyScopes Of(Exchange6 exchange)
    {
        var scopes = new ReplyScopes(exchange.Classes);
        scopes.Add(exchange.SubnetHost is not null ? "reservation" : "global reservation", exchange.Host?.Options);
        foreach (var pool in exchange.Pools)
        {
            scopes.Add($"pool {pool.Text}", pool.Options);
        }

        scopes.Add($"subnet {exchange.Subnet?.Id}", exchange.Subnet?.Options);
        scopes.Add($"shared network {exchange.Subnet?.Network?.Name}", exchange.Subnet?.Network?.Options);
        scopes.AddClasses(id => exchange.Settings.Classes[id]);
        scopes.Add("global", exchange.Settings.Options);
        return scopes;
    }

    /// <summary>Adds to an option of the reply where it is from, and who has it too.</summary>
    /// <param name="source">The array its bytes were in when the reply was made; null for none.</param>
    /// <param name="isV6">Which family's codes these are.</param>
    public void Tell(Facts option, ushort code, byte[]? source, bool isV6)
    {
        string winner = Winner(code, source, isV6);
        option.With("scope", winner);
        var others = _scopes.Where(s => s.Name != winner && s.Options.Find(code, _classes) is not null).Select(s => Element.Of(s.Name)).ToArray();
        if (others.Length > 0)
        {
            option.With("also-in", Element.List(others));
        }
    }

    /// <summary>Why an option that the client asked for is not in the reply.</summary>
    public string WhyNot(ushort code)
    {
        var scope = _scopes.Find(s => s.Options.Find(code) is not null);
        return scope.Options is null ? "no scope has it"
            : _scopes.Exists(s => s.Options.NeverSend.Contains(code)) ? "never-send"
            : scope.Options.Find(code, _classes) is null ? $"{scope.Name} has it for other classes"
            : "the server decides about it";
    }

    /// <summary>A scope's name, the query, or the server itself.</summary>
    private string Winner(ushort code, byte[]? source, bool isV6)
    {
        // The server's address is copied into a buffer of the reply, wherever it is from.
        bool isCopied = !isV6 && code == OptionCode4.ServerIdentifier;
        foreach (var (name, options) in _scopes)
        {
            if (options.Find(code, _classes) is { } option && (isCopied || ReferenceEquals(option.Body, source)))
            {
                return name;
            }
        }

        bool isQuerys = isV6
            ? code == OptionCode6.ClientId
            : code is OptionCode4.ClientIdentifier or OptionCode4.RelayAgentInfo or OptionCode4.SubnetSelection;
        return isQuerys ? "query"
            : code == (isV6 ? OptionCode6.VendorOpts : OptionCode4.Vivso)
                ? string.Join(", ", _scopes.Where(s => s.Options.Vendors.Length > 0).Select(s => s.Name))
            : "server";
    }

    private void AddClasses(Func<int, ClientClass?> definitions)
    {
        for (int i = 0; i < _classes.Count; i++)
        {
            var definition = definitions(_classes[i]);
            Add($"class {definition?.Name}", definition?.Options);
        }
    }

    private void Add(string name, OptionSet? options)
    {
        if (options is { IsEmpty: false })
        {
            _scopes.Add((name, options));
        }
    }
}
