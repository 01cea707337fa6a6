using System.Globalization;
using Nestor.Json;

namespace Nestor.Engine.Explaining;

/// <summary>Where in a configuration a value stands that a subnet has, itself or by inheritance.</summary>
/// <param name="source">The server's map; null for settings that were not read from any.</param>
/// <param name="list">subnet4 or subnet6.</param>
internal sealed class ScopePlaces(Element? source, string list)
{
    /// <summary>The scope that sets the keyword for a subnet, and its place; "default" when none does.</summary>
    public (string Scope, string? Place) Of(uint subnetId, string text, string keyword)
    {
        foreach (var (scope, map) in Scopes(subnetId, text))
        {
            if (map[keyword] is { } value)
            {
                return (scope, value.Place.Line > 0 ? value.Place.ToString() : null);
            }
        }

        return ("default", null);
    }

    private IEnumerable<(string Scope, Element Map)> Scopes(uint id, string text)
    {
        if (source is null)
        {
            yield break;
        }

        string name = string.Create(CultureInfo.InvariantCulture, $"subnet {id}");
        if (In(source, id, text) is { } plain)
        {
            yield return (name, plain);
        }
        else
        {
            foreach (var network in source["shared-networks"]?.Items ?? [])
            {
                if (In(network, id, text) is { } shared)
                {
                    yield return (name, shared);
                    yield return ($"shared network {network["name"]?.Text}", network);
                    break;
                }
            }
        }

        yield return ("global", source);
    }

    /// <summary>A subnet without an id in the file was given one; then its prefix tells it.</summary>
    private Element? In(Element map, uint id, string text) => (map[list]?.Items ?? []).FirstOrDefault(
        s => s["id"] is { Kind: ElementKind.Integer } own ? own.Integer == id : s["subnet"]?.Text == text);
}
