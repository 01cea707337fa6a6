using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary><c>leaseN-get-page</c>: so many leases behind an address, in ascending order.</summary>
internal sealed class Pages<TAddr, TView, TFields, TSubnet> : IDisposable
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    private readonly LeaseFamily<TAddr, TView, TFields, TSubnet> _family;
    private readonly IHookServer _server;
    private readonly ILeases<TAddr, TView, TSubnet> _leases;
    private readonly AddressOrder<TAddr, TView, TSubnet> _order;

    public Pages(LeaseFamily<TAddr, TView, TFields, TSubnet> family, IHookServer server)
    {
        _family = family;
        _server = server;
        _leases = family.Leases(server);
        _order = new(_leases, server);
        server.Every("lease-pages", TimeSpan.FromSeconds(30), _order.DropIfUnused);
    }

    public CommandResult Get(CommandCall call)
    {
        string name = $"lease{_family.Figure}-get-page";
        if (Arguments.Of(call, $"no parameters specified for the {name} command", out var refusal) is not { } arguments)
        {
            return refusal!;
        }

        TAddr after = default;
        string? problem = arguments.Member("from") switch
        {
            null => "'from' parameter not specified",
            { Kind: not ElementKind.String } => "'from' parameter must be a string",
            { Text: "start" } => null,
            { Text: var text } when TAddr.TryParse(text, out after) => null,
            { Text: var text } when LeaseFamily<TAddr, TView, TFields, TSubnet>.IsAddress(text) => $"'from' parameter value {text} is not an {_family.Name} address",
            _ => $"'from' parameter value is neither 'start' keyword nor a valid {_family.Name} address",
        };
        problem ??= arguments.Member("limit") switch
        {
            null => "'limit' parameter not specified",
            { Kind: not ElementKind.Integer } => "'limit' parameter must be a number",
            { Integer: 0 } => "page size of retrieved leases must not be 0",
            { Integer: < 0 or > uint.MaxValue } => $"page size of retrieved leases must not be greater than {uint.MaxValue}",
            _ => null,
        };
        return problem is null
            ? Start(after, arguments.Member("limit")!.Integer)
            : CommandResult.Error(problem);
    }

    public void Dispose() => _order.Dispose();

    private CommandResult Start(TAddr after, long limit) =>
        _order.Prepare() ? Fill(new LeaseList<TAddr, TView, TFields, TSubnet>(_family), after, limit)
        : _order.Beside is { } beside ? CommandResult.After(beside, () => Start(after, limit))
        : CommandResult.Later(() => Start(after, limit));

    private CommandResult Fill(LeaseList<TAddr, TView, TFields, TSubnet> list, TAddr after, long limit)
    {
        var slice = new Slice(_server.Clock);
        do
        {
            for (int i = 0; i < Slice.Few; i++)
            {
                if (list.Pack.Count >= limit || !_order.TryNext(after, out var next))
                {
                    return CommandResult.Outside(list.Page);
                }

                after = next;
                if (_leases.TryFind(next, out var lease))
                {
                    list.Pack.Add(in lease);
                }
            }
        }
        while (!slice.IsOver);
        return CommandResult.Later(() => Fill(list, after, limit));
    }
}
