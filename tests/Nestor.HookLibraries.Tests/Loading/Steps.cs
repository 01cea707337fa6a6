using System.Reflection;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Takes part in any hook point by its name, wanting one step each time.</summary>
internal sealed class Steps
{
    private readonly List<ParkedQuery> _parked = [];

    /// <summary>How often the point was reached.</summary>
    public int Calls { get; private set; }

    /// <summary>Kea's names of all points that a query or lease can meet.</summary>
    public static IEnumerable<string> Names(HookPoints points) => Points(points, BindingFlags.DeclaredOnly).Select(p => (string)p.GetType().GetProperty("Name")!.GetValue(p)!);

    private static IEnumerable<object> Points(HookPoints points, BindingFlags flags = 0) => points.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | flags)
        .Where(p => p.PropertyType.IsGenericType && p.PropertyType.GetGenericTypeDefinition() == typeof(HookPoint<>))
        .Select(p => p.GetValue(points)!);

    /// <summary>A callout at the point that wants the step.</summary>
    public void Add(LibrarySetup library, string point, NextStep step)
    {
        foreach (object found in Points(library.Points).Where(p => (string)p.GetType().GetProperty("Name")!.GetValue(p)! == point))
        {
            typeof(Steps).GetMethod(nameof(AddTo), BindingFlags.NonPublic | BindingFlags.Instance)!
                .MakeGenericMethod(found.GetType().GetGenericArguments()).Invoke(this, [library, found, step]);
        }
    }

    /// <summary>Everybody who waits goes on.</summary>
    public void Resume()
    {
        foreach (var parked in _parked)
        {
            parked.Resume();
        }

        _parked.Clear();
    }

    private void AddTo<TCall>(LibrarySetup library, HookPoint<TCall> point, NextStep step)
        where TCall : HookCall, new() => point.Add(library, call =>
        {
            Calls++;
            if (step == NextStep.Park)
            {
                _parked.Add(call.Park());
            }
            else
            {
                call.Next = step;
            }
        });
}
