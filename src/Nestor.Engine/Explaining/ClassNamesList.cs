using System.Text;
using Nestor.Json;
using Nestor.Model.Classes;

namespace Nestor.Engine.Explaining;

/// <summary>The classes of a query in the order it came into them.</summary>
internal static class ClassNamesList
{
    public static Element Of(ClassSet classes, ClassNames names)
    {
        var all = new List<Element>();
        for (int i = 0; i < classes.Count; i++)
        {
            int id = classes[i];
            all.Add(Element.Of(id >= 0 ? names[id] : Encoding.UTF8.GetString(classes.NameOf(id))));
        }

        return Element.List(all);
    }
}
