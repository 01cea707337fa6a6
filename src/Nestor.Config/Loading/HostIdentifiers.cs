using Nestor.Json;
using Nestor.Model.Hosts;

namespace Nestor.Config.Loading;

/// <summary>What a family's reservations can know a client by.</summary>
internal sealed class HostIdentifiers
{
    private const int MaxHardware = 20;
    private const int Max = 128;

    public static readonly HostIdentifiers V4 = new(
        ("hw-address", HostIdentifierType.HwAddress, MaxHardware), ("duid", HostIdentifierType.Duid, Max),
        ("circuit-id", HostIdentifierType.CircuitId, Max), ("client-id", HostIdentifierType.ClientId, Max),
        ("flex-id", HostIdentifierType.FlexId, Max));

    public static readonly HostIdentifiers V6 = new(
        ("hw-address", HostIdentifierType.HwAddress, MaxHardware), ("duid", HostIdentifierType.Duid, Max),
        ("flex-id", HostIdentifierType.FlexId, Max));

    private HostIdentifiers(params (string Name, HostIdentifierType Type, int Max)[] all) => All = all;

    /// <summary>Each with the bytes it may have.</summary>
    public (string Name, HostIdentifierType Type, int Max)[] All { get; }

    /// <summary><c>host-reservation-identifiers</c>: those that are looked up, in their order.</summary>
    public IReadOnlyList<HostIdentifierType> Order(Reading reading, Element? list, IReadOnlyList<HostIdentifierType> usual)
    {
        if (list is null)
        {
            return usual;
        }

        var types = new List<HostIdentifierType>();
        foreach (var item in list.Items)
        {
            int at = Array.FindIndex(All, i => i.Name == item.Text);
            if (at < 0)
            {
                string[] names = [.. All.Select(i => i.Name)];
                reading.Diagnostics.Error(
                    item.Place, $"found \"{item.Text}\", wanted {string.Join(", ", names[..^1])} or {names[^1]}");
                continue;
            }

            var type = All[at].Type;
            if (types.Contains(type))
            {
                reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\" for the second time, wanted each identifier once");
            }

            types.Add(type);
        }

        return types;
    }
}
