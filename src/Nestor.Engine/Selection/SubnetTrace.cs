using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Selection;

/// <summary>What a trace says of the choice of a subnet.</summary>
internal static class SubnetTrace
{
    /// <param name="by">relay, interface, interface-id or address.</param>
    public static (string Name, Element Value)[] Candidate<TAddr, TSubnet>(string by, object key, TSubnet subnet, ClassSet classes)
        where TAddr : struct, IAddress<TAddr>
        where TSubnet : Subnet<TAddr>
    {
        bool isIn = subnet.Admits(classes);
        var guards = subnet.ClientClasses.Admits(classes) ? subnet.SharedNetwork?.ClientClasses : subnet.ClientClasses;
        string reason = isIn
            ? guards is null or { IsEmpty: true } && subnet.ClientClasses.IsEmpty ? "it lets everybody in" : "its classes let the client in"
            : $"the client is in none of its classes {string.Join(", ", guards!.Names)}";
        return
        [
            ("by", Element.Of(by)), ("value", Element.Of(Text(key))), ("subnet", Element.Of(subnet.Text)),
            ("id", Element.Of(subnet.Id)), ("fits", Element.Of(isIn)), ("reason", Element.Of(reason)),
        ];
    }

    public static (string Name, Element Value)[] None(string by, object key) =>
    [
        ("by", Element.Of(by)), ("value", Element.Of(Text(key))), ("fits", Element.Of(false)),
        ("reason", Element.Of(by == "address" ? "no subnet has this address" : $"no subnet is configured for this {by}")),
    ];

    public static (string Name, Element Value)[] Chosen<TAddr, TSubnet>(TSubnet? subnet)
        where TAddr : struct, IAddress<TAddr>
        where TSubnet : Subnet<TAddr> => subnet is null
        ? [("subnet", Element.Null())]
        : [
            ("subnet", Element.Of(subnet.Text)), ("id", Element.Of(subnet.Id)),
            ("shared-network", subnet.SharedNetwork is { } network ? Element.Of(network.Name) : Element.Null()),
        ];

    private static string Text(object key) => key is byte[] bytes ? HexText.Of(bytes) : key.ToString()!;
}
