using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Explaining;

/// <summary>Names the scopes that a reply drew its options from, the one that wins first.</summary>
internal sealed class ReplyScopes6
{
    private readonly Exchange6 _exchange;
    private readonly List<(string Name, OptionSet Options)> _scopes = [];

    public ReplyScopes6(Exchange6 exchange)
    {
        _exchange = exchange;
        Add(exchange.SubnetHost is not null ? "reservation" : "global reservation", exchange.Host?.Options);
        foreach (var pool in exchange.Pools)
        {
            Add($"pool {pool.Text}", pool.Options);
        }

        Add($"subnet {exchange.Subnet?.Id}", exchange.Subnet?.Options);
        Add($"shared network {exchange.Subnet?.Network?.Name}", exchange.Subnet?.Network?.Options);
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            var definition = exchange.Settings.Classes[exchange.Classes[i]];
            Add($"class {definition?.Name}", definition?.Options);
        }

        Add("global", exchange.Settings.Options);
    }

    /// <summary>Where an option of the reply is from: a scope's name, the query, or the server itself.</summary>
    public string Of(ushort code, ReplyBuilder6 reply)
    {
        byte[]? bytes = reply.SourceOf(code);
        foreach (var (name, options) in _scopes)
        {
            if (options.Find(code, _exchange.Classes) is { } option && ReferenceEquals(option.Body, bytes))
            {
                return name;
            }
        }

        return code switch
        {
            OptionCode6.ClientId => "query",
            OptionCode6.VendorOpts => string.Join(", ", _scopes.Where(s => s.Options.Vendors.Length > 0).Select(s => s.Name)),
            _ => "server",
        };
    }

    /// <summary>Scopes that have the option too, and do not count.</summary>
    public IEnumerable<string> Others(ushort code, string winner) =>
        _scopes.Where(s => s.Name != winner && s.Options.Find(code, _exchange.Classes) is not null).Select(s => s.Name);

    /// <summary>Why an option that the client asked for is not in the reply.</summary>
    public string WhyNot(ushort code)
    {
        var scope = _scopes.Find(s => s.Options.Find(code) is not null);
        return scope.Options is null ? "no scope has it"
            : _scopes.Exists(s => s.Options.NeverSend.Contains(code)) ? "never-send"
            : scope.Options.Find(code, _exchange.Classes) is null ? $"{scope.Name} has it for other classes"
            : "the server decides about it";
    }

    private void Add(string name, OptionSet? options)
    {
        if (options is { IsEmpty: false })
        {
            _scopes.Add((name, options));
        }
    }
}
